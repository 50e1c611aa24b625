package io.footfall.generator.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.footfall.generator.core.GeneratedRecord.Kind;
import io.footfall.schema.core.event.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MalformedShapesTest {
  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Whatever of the following is well-formed JSON with one key once. */
  private static final EnumSet<Reason> READABLE =
      EnumSet.of(
          Reason.TOO_LARGE,
          Reason.NOT_AN_OBJECT,
          Reason.MISSING_FIELD,
          Reason.WRONG_TYPE,
          Reason.BAD_TIME,
          Reason.TIME_TOO_FAR_AHEAD,
          Reason.TIME_TOO_OLD,
          Reason.BAD_AMOUNT);

  @Test
  void coversEveryReason() {
    Map<Reason, Long> counts = new EnumMap<>(Reason.class);
    GeneratorSpec spec =
        GeneratorSpec.defaults()
            .withEvents(10_000)
            .withRatios(0, 0, 0, 0.5)
            .withStart(Instant.parse("2026-03-01T12:00:00Z"));

    new ShopModel(spec)
        .forEachRemaining(
            record -> {
              assertThat(record.expectedReason().isPresent())
                  .isEqualTo(record.kind() == Kind.MALFORMED);
              record
                  .expectedReason()
                  .ifPresent(
                      reason -> {
                        counts.merge(reason, 1L, Long::sum);
                        assertLooksLike(reason, record.value());
                      });
            });

    assertThat(counts.keySet()).containsExactlyInAnyOrder(Reason.values());
  }

  private static void assertLooksLike(Reason reason, byte[] value) {
    switch (reason) {
      case EMPTY -> assertThat(value == null || new String(value, UTF_8).isBlank()).isTrue();
      case INVALID_UTF8 -> assertThat(isUtf8(value)).isFalse();
      default -> {
        assertThat(isUtf8(value)).isTrue();
        assertThat(value.length > 1 << 20).isEqualTo(reason == Reason.TOO_LARGE);
        assertThat(isReadable(value))
            .as("%s: %s", reason, new String(value, 0, Math.min(400, value.length), UTF_8))
            .isEqualTo(READABLE.contains(reason));
      }
    }
  }

  private static boolean isUtf8(byte[] value) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static boolean isReadable(byte[] value) {
    try {
      JsonNode unused = STRICT.readTree(value);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
