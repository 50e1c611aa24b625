package io.footfall.schema.core.config;

import com.typesafe.config.ConfigValueFactory;
import io.footfall.schema.core.error.FootfallException;
import io.footfall.schema.core.mapping.HashKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Reads what is secret; what is wrong is told without the content. */
final class SecretFiles {
  private static final int MIN_KEY_BYTES = 16;

  private SecretFiles() {}

  /** The Kafka settings of {@code footfall.source.secrets-file}; nothing where it is not set. */
  static Layer kafka(Values values, Findings findings) {
    Layer layer = new Layer(findings);
    Optional<Path> file = values.find(Options.SECRETS_FILE);
    if (file.isEmpty()) {
      return layer;
    }
    try {
      String text = ConfigFile.text(file.get());
      for (PropertiesFile.Entry entry : PropertiesFile.parse(file.get(), text)) {
        addSecret(layer, entry, file.get() + ":" + entry.line(), findings);
      }
    } catch (FootfallException e) {
      findings.problem(Options.SECRETS_FILE.key(), e.problem(), lower(e.remedy()));
    }
    return layer;
  }

  private static void addSecret(
      Layer layer, PropertiesFile.Entry entry, String place, Findings findings) {
    if (entry.key().startsWith("footfall.") || entry.key().startsWith("spark.")) {
      findings.problem(
          "%s (%s)".formatted(entry.key(), place),
          "not a Kafka client setting",
          "move it to the configuration file");
      return;
    }
    String key =
        entry.key().startsWith(KafkaKeys.PREFIX) ? entry.key() : KafkaKeys.PREFIX + entry.key();
    layer.putSecret(new Given(key, ConfigValueFactory.fromAnyRef(entry.value()), place, true));
  }

  /** The key for hashing: from the environment, else from its file; empty where none is set. */
  static Optional<HashKey> hashKey(Values values, Findings findings) {
    Optional<Given> given = values.given(Options.HASH_KEY);
    if (given.isPresent()) {
      if (!given.get().place().startsWith("environment ")) {
        findings.problem(
            given.get(),
            "a secret that anybody may read there",
            "set "
                + Environment.variable(Options.HASH_KEY.key())
                + " or "
                + Options.HASH_KEY_FILE.key());
        return Optional.empty();
      }
      return values
          .find(Options.HASH_KEY)
          .flatMap(text -> checked(given.get(), text.getBytes(StandardCharsets.UTF_8), findings));
    }
    return values
        .find(Options.HASH_KEY_FILE)
        .flatMap(
            file -> fromFile(values.given(Options.HASH_KEY_FILE).orElseThrow(), file, findings));
  }

  private static Optional<HashKey> fromFile(Given given, Path file, Findings findings) {
    try {
      return checked(given, withoutLineBreak(Files.readAllBytes(file)), findings);
    } catch (IOException e) {
      findings.problem(
          given, "the file " + ConfigErrors.reason(file, e), "name a file that can be read");
      return Optional.empty();
    }
  }

  private static byte[] withoutLineBreak(byte[] bytes) {
    int end = bytes.length;
    if (end > 0 && bytes[end - 1] == '\n') {
      end -= end > 1 && bytes[end - 2] == '\r' ? 2 : 1;
    }
    return Arrays.copyOf(bytes, end);
  }

  private static Optional<HashKey> checked(Given given, byte[] key, Findings findings) {
    if (key.length < MIN_KEY_BYTES) {
      findings.problem(
          given,
          "the key has %d bytes".formatted(key.length),
          "use at least %d, e.g. of: openssl rand -hex 32".formatted(MIN_KEY_BYTES));
      return Optional.empty();
    }
    return Optional.of(new HashKey(key));
  }

  private static String lower(String text) {
    return Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }
}
