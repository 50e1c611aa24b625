package io.footfall.schema.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.footfall.schema.core.config.ConfigLoader.EffectiveValue;
import io.footfall.schema.core.config.ConfigLoader.Loaded;
import io.footfall.schema.core.error.ErrorCategory;
import io.footfall.schema.core.error.FootfallException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Loads what a test wrote down. */
record ConfigFixture(Path folder) {
  static final Set<String> KAFKA_NAMES = Set.of("security.protocol", "fetch.max.bytes");

  Path write(String name, String content) {
    try {
      return Files.writeString(folder.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Loaded load(String conf) {
    return load(conf, Map.of(), Map.of());
  }

  Loaded load(String conf, Map<String, String> environment, Map<String, String> overrides) {
    Path file = write("application.conf", conf);
    return ConfigLoader.load(Optional.of(file), environment, overrides, KAFKA_NAMES);
  }

  /** The message of the error that loading gives, the folder cut out of it. */
  String error(String conf) {
    return error(conf, Map.of(), Map.of());
  }

  String error(String conf, Map<String, String> environment, Map<String, String> overrides) {
    FootfallException error =
        catchThrowableOfType(FootfallException.class, () -> load(conf, environment, overrides));
    assertThat(error).isNotNull();
    assertThat(error.category()).isEqualTo(ErrorCategory.USER);
    return shortened(error.getMessage());
  }

  String shortened(String text) {
    return text.replace(folder + "/", "");
  }

  static EffectiveValue value(Loaded loaded, String key) {
    return loaded.values().stream().filter(v -> v.key().equals(key)).findFirst().orElseThrow();
  }
}
