package io.footfall.schema.core.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.schema.core.error.ErrorCategory;
import io.footfall.schema.core.error.FootfallException;
import io.footfall.schema.core.mapping.HashKey;
import io.footfall.schema.core.mapping.MappingSpec;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MappingDocumentTest {
  private static final String KEY = "0123456789abcdef-secret";

  @TempDir private Path folder;
  private ConfigFixture fixture;

  @BeforeEach
  void fixture() {
    fixture = new ConfigFixture(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "footfall.validation { max-age = none, max-ahead = none }",
        "footfall.mapping.event-time { from = [\"$.a.b\", c], format = epoch-us }",
        "footfall.mapping.event-time { format = pattern, pattern = \"dd.MM.uuuu HH:mm\", zone = +02:00 }",
        "footfall.mapping.event-type.translate { \"a.b\" = \"quote \\\" and \\\\ \", 1 = view }",
        "footfall.mapping.event-id { from = [], compose = [user-id, event-time] }",
        "footfall.mapping { user-id { accept-numbers = true, privacy = hash }, page.privacy = drop }",
        "footfall.mapping.properties { drop = [ip, \"$['a.b'].c\"], hash = [mail] }",
      })
  void readsWhatItWrote(String conf) {
    MappingSpec spec = mapping(conf.replace("+02:00", "\"+02:00\""));
    String text = MappingDocument.render(spec);

    assertThat(MappingDocument.parse(text, spec.hashKey())).isEqualTo(spec);
    assertThat(text).doesNotContain(KEY).doesNotContain("\n");
  }

  @Test
  void equalMappingsGiveEqualTexts() {
    String one = "footfall.mapping.properties { drop = [a, b, c], hash = [d] }";
    String other = "footfall.mapping.properties { hash = [d], drop = [c, a, b] }";

    assertThat(MappingDocument.render(mapping(one)))
        .isEqualTo(MappingDocument.render(mapping(other)));
  }

  @Test
  void anotherKeyIsRefused() {
    String text = MappingDocument.render(mapping("footfall.mapping.user-id.privacy = hash"));
    HashKey other = new HashKey("another key of length".getBytes(UTF_8));

    assertThatThrownBy(() -> MappingDocument.parse(text, Optional.of(other)))
        .isInstanceOf(FootfallException.class)
        .hasMessageMatching(
            "the mapping that was kept hashes with a key of fingerprint [0-9a-f]{16}, but"
                + " the configured key has [0-9a-f]{16}\\. Give the former key .*");
    assertThatThrownBy(() -> MappingDocument.parse(text, Optional.empty()))
        .hasMessageContaining("but no key is configured");
  }

  @Test
  void aKeyThatNothingUsesMayChange() {
    String text = MappingDocument.render(mapping(""));

    assertThat(text).doesNotContain("hashKey");
    assertThat(MappingDocument.parse(text, Optional.empty()).hashKey()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{\"version\":1}", "{\"version\":2}"})
  void damagedDocumentsAreToldApart(String text) {
    assertThatThrownBy(() -> MappingDocument.parse(text, Optional.empty()))
        .isInstanceOfSatisfying(
            FootfallException.class,
            e -> assertThat(e.category()).isEqualTo(ErrorCategory.INTERNAL))
        .hasMessageStartingWith("the mapping that was kept cannot be read");
  }

  private MappingSpec mapping(String conf) {
    return fixture
        .load(conf, Map.of("FOOTFALL_PRIVACY_HASH_KEY", KEY), Map.of())
        .config()
        .mapping();
  }
}
