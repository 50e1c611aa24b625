package io.footfall.runtime.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LatencyScaleTest {

  @Test
  void cutsTheFirstSecondsIntoCellsOf25Milliseconds() {
    assertThat(LatencyScale.index(0)).isZero();
    assertThat(LatencyScale.index(24)).isZero();
    assertThat(LatencyScale.index(25)).isEqualTo(1);
    assertThat(LatencyScale.fromMillis(LatencyScale.index(1_599))).isEqualTo(1_575);
    assertThat(LatencyScale.untilMillis(LatencyScale.index(1_599))).isEqualTo(1_600);
  }

  @Test
  void everySpanLiesInItsCellWhichIsNarrow() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      long millis = random.nextLong(1L << random.nextInt(1, 36));
      int index = LatencyScale.index(millis);
      long from = LatencyScale.fromMillis(index);
      long until = LatencyScale.untilMillis(index);
      assertThat(millis).as("seed %d", seed).isGreaterThanOrEqualTo(from).isLessThan(until);
      assertThat(until - from).as("seed %d, %d", seed, millis).isLessThanOrEqualTo(25 + from / 30);
    }
  }

  @Test
  void clocksThatDisagreeAndAbsurdSpansEndInTheOutermostCells() {
    assertThat(LatencyScale.index(-5_000)).isZero();
    assertThat(LatencyScale.index(Long.MAX_VALUE)).isEqualTo(LatencyScale.CELLS - 1);
    assertThat(LatencyScale.CELLS).isLessThan(1_000);
  }
}
