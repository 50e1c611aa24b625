package io.footfall.schema.core.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.schema.core.event.BehaviorEvent;
import io.footfall.schema.core.event.Rejection;
import io.footfall.schema.core.event.Verdict;
import io.footfall.schema.core.fuzz.CodecFuzz;
import io.footfall.schema.core.fuzz.FuzzMappings;
import io.footfall.schema.core.mapping.MappingSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CodecVersionTest {
  private static final long SEED = 20260301;
  private static final int INPUTS = 4_000;
  private static final long TIMESTAMP_MILLIS = 1_772_366_400_000L;

  @Test
  void otherVerdictsHaveAnotherVersion() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (MappingSpec mapping : FuzzMappings.all().values()) {
      EventCodec codec = EventCodec.of(mapping);
      for (long i = 0; i < INPUTS; i++) {
        String verdict = text(codec.parse(CodecFuzz.input(SEED, i), TIMESTAMP_MILLIS));
        digest.update(verdict.getBytes(StandardCharsets.UTF_8));
      }
    }
    assertThat(EventCodec.VERSION + " " + HexFormat.of().formatHex(digest.digest()))
        .as(
            "verdicts over seeded input; where the codec changed them, raise EventCodec.VERSION,"
                + " where the input changed, leave it; then put the new digest here")
        .isEqualTo("1 386b74a93626000ce400396ec7d994f1792eda03246f9eac01582a52520a2593");
  }

  /** Without the detail, which is for people. */
  private static String text(Verdict verdict) {
    if (verdict instanceof Rejection rejection) {
      return rejection.reason() + " " + rejection.field() + "\n";
    }
    BehaviorEvent event = (BehaviorEvent) verdict;
    return event.toString().replace(event.properties().toString(), "")
        + new TreeMap<>(event.properties())
        + "\n";
  }
}
