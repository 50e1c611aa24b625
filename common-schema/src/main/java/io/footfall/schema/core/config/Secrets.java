package io.footfall.schema.core.config;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What must never be shown. When in doubt, masked: a hidden class name costs less than a password.
 */
final class Secrets {
  static final String MASK = "******";

  private static final String WORDS =
      "secret|passw(or)?d|passphrase|jaas|token|credential|(access|private|account|api)[._-]?key";
  private static final Pattern KEY = Pattern.compile("(?i)" + WORDS + "|[.]key$");
  private static final Pattern IN_VALUE =
      Pattern.compile("(?i)(" + WORDS + ")[\\w.-]*\\s*[=:]|://[^/@\\s]*:[^/@\\s]*@");

  private Secrets() {}

  static boolean isSecret(String key, String value) {
    // Our own keys name files of secrets; the one that is a secret is listed.
    boolean byKey =
        key.startsWith("footfall.") ? key.equals(Options.HASH_KEY.key()) : KEY.matcher(key).find();
    return byKey || IN_VALUE.matcher(value).find();
  }

  /** True when a line of a file may hold a secret, so that no message may quote from it. */
  static boolean inLine(String line) {
    return KEY.matcher(line).find() || IN_VALUE.matcher(line).find();
  }

  /** The keys as they are, the secret values masked; sorted, for {@code toString}. */
  static Map<String, String> masked(Map<String, String> settings) {
    Map<String, String> masked = new TreeMap<>(settings);
    masked.replaceAll((key, value) -> isSecret(key, value) ? MASK : value);
    return masked;
  }
}
