package io.footfall.schema.core.config;

import io.footfall.schema.core.event.Field;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code FOOTFALL_...} variables as keys. */
final class Environment {
  private static final String PREFIX = "FOOTFALL_";

  /** The launcher's own, and those that Kubernetes makes for services named {@code footfall...}. */
  private static final Pattern NOT_OURS =
      Pattern.compile(
          "FOOTFALL_(JAVA_OPTS|HOME|TEST_.*"
              + "|(.*_)?SERVICE_HOST|(.*_)?SERVICE_PORT(_.*)?"
              + "|(.*_)?PORT(_[0-9]+_(TCP|UDP)(_(PROTO|PORT|ADDR))?)?)");

  private Environment() {}

  /** Reads the variables; an empty one counts as not set. */
  static void read(Map<String, String> environment, Layer layer, Findings findings) {
    Map<String, String> keys = keysByVariable();
    new TreeMap<>(environment)
        .forEach(
            (name, value) -> {
              if (!name.startsWith(PREFIX) || NOT_OURS.matcher(name).matches() || value.isBlank()) {
                return;
              }
              Optional<String> key = key(name, keys);
              if (key.isPresent()) {
                String place = "environment " + name;
                layer.add(key.get(), ConfigFile.typed(key.get(), value), place);
              } else {
                String remedy =
                    Suggestions.nearest(name.substring(PREFIX.length()), shortNames(keys))
                        .map(near -> Suggestions.didYouMean(PREFIX + near))
                        .orElse("unset it; docs/configuration.md lists the keys");
                findings.problem("environment " + name, "no key has this name", remedy);
              }
            });
  }

  private static Optional<String> key(String name, Map<String, String> keys) {
    if (keys.containsKey(name)) {
      return Optional.of(keys.get(name));
    }
    boolean passedOn = name.matches("FOOTFALL_(KAFKA|SPARK)_.+");
    return passedOn
        ? Optional.of(name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.'))
        : Optional.empty();
  }

  private static Set<String> shortNames(Map<String, String> keys) {
    return keys.keySet().stream()
        .map(name -> name.substring(PREFIX.length()))
        .collect(Collectors.toSet());
  }

  private static Map<String, String> keysByVariable() {
    Map<String, String> keys = new TreeMap<>();
    Options.byKey().keySet().forEach(key -> keys.put(variable(key), key));
    for (Field field : Field.values()) {
      String key = MappingOptions.PREFIX + field.configName();
      keys.put(variable(key), key);
    }
    return keys;
  }

  /** The variable that stands for a key. */
  static String variable(String key) {
    return PREFIX
        + key.replaceFirst("^footfall\\.", "")
            .toUpperCase(Locale.ROOT)
            .replace('.', '_')
            .replace('-', '_');
  }
}
