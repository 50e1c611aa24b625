package io.footfall.offsets.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.offsets.core.CommitRule.Commit;
import io.footfall.offsets.core.CommitRule.Decision;
import io.footfall.offsets.core.CommitRule.Skip;
import io.footfall.offsets.core.CommitRule.Stop;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommitRuleTest {
  private static final KafkaPartition P0 = new KafkaPartition("t", 0);
  private static final KafkaPartition P1 = new KafkaPartition("t", 1);

  @Test
  void commitsABatchThatContinuesTheTable() {
    assertThat(authority(Map.of(P0, range(0, 10)), Map.of(P0, range(10, 20))))
        .isInstanceOf(Commit.class);
  }

  @Test
  void commitsAPartitionNeverSeen() {
    assertThat(authority(Map.of(P0, range(0, 10)), Map.of(P0, range(10, 10), P1, range(0, 5))))
        .isInstanceOf(Commit.class);
  }

  @Test
  void skipsABatchThatTheTableHas() {
    assertThat(authority(Map.of(P0, range(0, 20)), Map.of(P0, range(10, 20))))
        .isInstanceOf(Skip.class);
    assertThat(authority(Map.of(P0, range(0, 25)), Map.of(P0, range(10, 20))))
        .isInstanceOf(Skip.class);
  }

  @Test
  void stopsWhenTheTableIsBehindTheBatch() {
    assertThat(authority(Map.of(P0, range(0, 9)), Map.of(P0, range(10, 20))))
        .isEqualTo(
            new Stop(
                "the batch holds [10, 20) of t-0, but the table has recorded offsets up to 9"));
  }

  @Test
  void stopsWhenTheTableStandsInsideTheBatch() {
    assertThat(authority(Map.of(P0, range(0, 15)), Map.of(P0, range(10, 20))))
        .isInstanceOf(Stop.class);
  }

  @Test
  void stopsWhenOnlyOnePartitionIsThereAlready() {
    assertThat(
            authority(
                Map.of(P0, range(0, 20), P1, range(0, 4)),
                Map.of(P0, range(10, 20), P1, range(4, 8))))
        .isInstanceOf(Stop.class);
  }

  @Test
  void aFollowerMayStandAnywhereButAtTheEnd() {
    for (long end : new long[] {0, 9, 10, 15}) {
      assertThat(
              CommitRule.FOLLOWER.decide(
                  new RecordedOffsets(0, Map.of(P0, range(0, end))), Map.of(P0, range(10, 20))))
          .as("recorded end %d", end)
          .isInstanceOf(Commit.class);
    }
    assertThat(
            CommitRule.FOLLOWER.decide(
                new RecordedOffsets(0, Map.of(P0, range(0, 20))), Map.of(P0, range(10, 20))))
        .isInstanceOf(Skip.class);
  }

  private static Decision authority(
      Map<KafkaPartition, OffsetRange> recorded, Map<KafkaPartition, OffsetRange> batch) {
    return CommitRule.AUTHORITY.decide(new RecordedOffsets(0, recorded), batch);
  }

  private static OffsetRange range(long from, long until) {
    return new OffsetRange(from, until);
  }
}
