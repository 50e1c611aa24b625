package io.footfall.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.ingest.spark.OffsetAudit;
import io.footfall.offsets.core.Coverage;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EventsResultTest {
  private static final KafkaPartition P = new KafkaPartition("t", 0);

  @Test
  void nothingIsLostWhenAllIsRecordedAndFound() {
    assertThat(lost(range(0, 50), List.of(), List.of())).isZero();
  }

  @Test
  void offsetsOutsideWhatIsRecordedAreLostOnBothSides() {
    assertThat(lost(range(13, 50), List.of(), List.of())).isEqualTo(3);
    assertThat(lost(range(0, 16), List.of(), List.of())).isEqualTo(4);
    assertThat(lost(range(13, 16), List.of(), List.of())).isEqualTo(7);
    assertThat(lost(range(30, 50), List.of(), List.of())).isEqualTo(10);
  }

  @Test
  void recordedOffsetsThatStandNowhereAreLost() {
    assertThat(lost(range(0, 50), List.of(range(5, 12), range(19, 30)), List.of())).isEqualTo(3);
  }

  @Test
  void anOffsetThatStandsInATableIsNotLostThoughItIsNotRecorded() {
    assertThat(lost(range(13, 50), List.of(), List.of(range(10, 12)))).isEqualTo(1);
  }

  @Test
  void aPartitionThatNoTableKnowsIsLost() {
    assertThat(result(Map.of()).lost()).isEqualTo(10);
  }

  /** Of the acknowledged offsets 10 to 20. */
  private static long lost(
      OffsetRange recorded, List<OffsetRange> missing, List<OffsetRange> unrecorded) {
    Map<KafkaPartition, Coverage.Result> found =
        Map.of(P, new Coverage.Result(recorded, Map.of(), missing, List.of(), unrecorded));
    return result(found).lost();
  }

  private static EventsResult result(Map<KafkaPartition, Coverage.Result> found) {
    OffsetAudit.Report audit =
        new OffsetAudit.Report(new TreeMap<>(Map.of(0, new TreeMap<>(found))), List.of());
    return new EventsResult(null, Map.of(P, range(10, 20)), audit, null, null);
  }

  private static OffsetRange range(long from, long until) {
    return new OffsetRange(from, until);
  }
}
