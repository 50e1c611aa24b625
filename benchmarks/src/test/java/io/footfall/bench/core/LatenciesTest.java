package io.footfall.bench.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LatenciesTest {

  @Test
  void countsEachRecordOfAFile() {
    Latencies latencies = new Latencies();
    latencies.add(100, 98);
    latencies.add(900, 2);
    assertThat(latencies.summary()).isEqualTo(new Latencies.Summary(100, 100, 100, 900, 900));
  }

  @Test
  void nothingMeasuredIsAllZero() {
    assertThat(new Latencies().summary()).isEqualTo(new Latencies.Summary(0, 0, 0, 0, 0));
  }

  @Test
  void aClockThatStepsBackCountsAsZero() {
    Latencies latencies = new Latencies();
    latencies.add(-3, 1);
    assertThat(latencies.summary().max()).isZero();
  }

  @Test
  void agreesWithSortingWithinThreeDigits() {
    long seed = 7;
    Random random = new Random(seed);
    long[] millis = random.longs(10_000, 0, 60_000).toArray();
    Latencies latencies = new Latencies();
    Arrays.stream(millis).forEach(each -> latencies.add(each, 1));
    Arrays.sort(millis);
    Latencies.Summary summary = latencies.summary();
    assertThat((double) summary.p50())
        .as("seed %d", seed)
        .isCloseTo((double) millis[4_999], within(millis[4_999] / 500.0));
    assertThat((double) summary.p99())
        .as("seed %d", seed)
        .isCloseTo((double) millis[9_899], within(millis[9_899] / 500.0));
  }
}
