package io.footfall.schema.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MicrosTest {

  @Test
  void timesBeforeTheEpochFallOnTheirDayToo() {
    Instant time = Instant.parse("1969-12-31T23:59:59.999999Z");

    assertThat(Micros.of(time)).isEqualTo(-1);
    assertThat(Micros.instant(-1)).isEqualTo(time);
    assertThat(Micros.day(-1)).isEqualTo(-1);
    assertThat(Micros.day(0)).isZero();
  }

  @Test
  void whatIsFinerIsCutOff() {
    assertThat(Micros.of(Instant.parse("2026-03-01T00:00:00.000001999Z")))
        .isEqualTo(1_772_323_200_000_001L);
  }
}
