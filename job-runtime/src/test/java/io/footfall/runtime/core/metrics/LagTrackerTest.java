package io.footfall.runtime.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.footfall.offsets.core.KafkaPartition;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LagTrackerTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final KafkaPartition ZERO = new KafkaPartition("t", 0);
  private static final KafkaPartition ONE = new KafkaPartition("t", 1);

  private final LagTracker lag = new LagTracker();

  @Test
  void nothingIsKnownBeforeTheBrokerHasAnswered() {
    lag.position(Map.of(ZERO, 5L));

    assertThat(lag.records()).isEmpty();
    assertThat(lag.seconds(NOON)).isEmpty();
  }

  @Test
  void countsRecordsOfAllPartitionsAndNeverLessThanNone() {
    lag.position(Map.of(ZERO, 10L, ONE, 100L));
    lag.sample(NOON, Map.of(ZERO, 25L, ONE, 99L));

    assertThat(lag.records()).hasValue(15);
    assertThat(lag.byPartition()).containsEntry(ZERO, 15L).containsEntry(ONE, 0L);
  }

  @Test
  void isZeroSecondsWhereNothingWaitsHoweverLongAgoTheLastRecordCame() {
    lag.position(Map.of(ZERO, 10L));
    lag.newest(NOON.minusSeconds(3_600));
    lag.sample(NOON, Map.of(ZERO, 10L));

    assertThat(lag.seconds(NOON.plusSeconds(600))).hasValue(0);
  }

  @Test
  void tellsSinceWhenTheOldestOpenRecordHasBeenThereBetweenTwoSamples() {
    lag.position(Map.of(ZERO, 25L));
    lag.sample(NOON, Map.of(ZERO, 0L));
    lag.sample(NOON.plusSeconds(10), Map.of(ZERO, 100L)); // record 25 came at a quarter of that
    lag.sample(NOON.plusSeconds(20), Map.of(ZERO, 200L));

    assertThat(lag.seconds(NOON.plusSeconds(30)).orElseThrow()).isCloseTo(27.5, within(1e-9));
  }

  @Test
  void oneRecordAfterAnIdleHourIsNoHourOfLag() {
    lag.position(Map.of(ZERO, 10L));
    lag.newest(NOON.minusSeconds(3_600));
    lag.sample(NOON, Map.of(ZERO, 10L));
    lag.sample(NOON.plusSeconds(5), Map.of(ZERO, 11L));

    assertThat(lag.seconds(NOON.plusSeconds(6)).orElseThrow()).isEqualTo(6);
  }

  @Test
  void aBacklogOlderThanTheSamplesIsAsOldAsTheNewestCommittedRecord() {
    lag.position(Map.of(ZERO, 10L));
    lag.sample(NOON, Map.of(ZERO, 1_000L));
    assertThat(lag.seconds(NOON.plusSeconds(1)).orElseThrow()).isEqualTo(1);

    lag.newest(NOON.minusSeconds(3_600));
    assertThat(lag.seconds(NOON.plusSeconds(1)).orElseThrow()).isEqualTo(3_601);
  }

  @Test
  void thePartitionFurthestBehindCounts() {
    lag.position(Map.of(ZERO, 0L, ONE, 50L));
    lag.sample(NOON, Map.of(ZERO, 0L, ONE, 0L));
    lag.sample(NOON.plusSeconds(10), Map.of(ZERO, 100L, ONE, 100L));

    assertThat(lag.seconds(NOON.plusSeconds(10)).orElseThrow()).isEqualTo(10);
  }
}
