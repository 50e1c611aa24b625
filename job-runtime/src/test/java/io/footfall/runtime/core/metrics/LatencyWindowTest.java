package io.footfall.runtime.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class LatencyWindowTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final LatencyWindow window = new LatencyWindow();

  @Test
  void tellsPercentilesWeightedByRecord() {
    window.add(NOON, 500, 99);
    window.add(NOON.plusSeconds(15), 3_000, 1);

    assertThat(window.percentile(0.5, NOON.plusSeconds(15))).hasValue(525);
    assertThat(window.percentile(0.99, NOON.plusSeconds(15))).hasValue(525);
    assertThat(window.percentile(1, NOON.plusSeconds(15))).hasValue(3_050);
  }

  @Test
  void forgetsAfterAMinute() {
    window.add(NOON, 500, 10);

    assertThat(window.records(NOON.plusSeconds(59))).isEqualTo(10);
    assertThat(window.records(NOON.plusSeconds(61))).isZero();
    assertThat(window.percentile(0.5, NOON.plusSeconds(61))).isEmpty();
  }
}
