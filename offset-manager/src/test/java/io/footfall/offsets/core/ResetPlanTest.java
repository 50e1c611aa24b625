package io.footfall.offsets.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.offsets.core.ResetPlan.Move;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ResetPlanTest {
  private static final KafkaPartition P0 = new KafkaPartition("t", 0);
  private static final KafkaPartition P1 = new KafkaPartition("t", 1);
  private static final Map<KafkaPartition, OffsetRange> LOG =
      Map.of(P0, new OffsetRange(10, 100), P1, new OffsetRange(0, 50));
  private static final RecordedOffsets RECORDED =
      new RecordedOffsets(3, Map.of(P0, new OffsetRange(0, 40), P1, new OffsetRange(0, 50)));

  @Test
  void goingBackBeginsAnEpochInWhichAllPartitionsStartAtTheirTargets() {
    ResetPlan plan = plan(ResetTarget.toEarliest());
    assertThat(plan.epochAfter()).isEqualTo(4);
    assertThat(plan.losses()).isEmpty();
    assertThat(plan.advance())
        .isEqualTo(Map.of(P0, new OffsetRange(10, 10), P1, new OffsetRange(0, 0)));
    assertThat(plan.after()).isEqualTo(Position.of(4, Map.of(P0, 10L, P1, 0L)));
  }

  @Test
  void goingOnPassesOverOffsetsInTheSameEpoch() {
    ResetPlan plan = plan(ResetTarget.toLatest());
    assertThat(plan.beginsEpoch()).isFalse();
    assertThat(plan.losses()).isEqualTo(Map.of(P0, new OffsetRange(40, 100)));
    assertThat(plan.advance()).isEqualTo(Map.of(P0, new OffsetRange(40, 100)));
  }

  @Test
  void backInOnePartitionIsAnEpochForAll() {
    ResetPlan plan = plan(ResetTarget.fromFile(Map.of(P0, 60L, P1, 7L)));
    assertThat(plan.epochAfter()).isEqualTo(4);
    assertThat(plan.losses()).isEmpty();
    assertThat(plan.after().ends()).isEqualTo(Map.of(P0, 60L, P1, 7L));
  }

  @Test
  void toCurrentMovesOnlyWhatRetentionHasOvertaken() {
    Map<KafkaPartition, OffsetRange> log =
        Map.of(P0, new OffsetRange(70, 100), P1, new OffsetRange(0, 60));
    ResetPlan plan = ResetPlan.of(ResetTarget.toCurrent(), RECORDED, true, log);
    assertThat(plan.losses()).isEqualTo(Map.of(P0, new OffsetRange(40, 70)));
    assertThat(plan.moves().get(P1)).isEqualTo(new Move(Optional.of(50L), 50, log.get(P1)));
  }

  @Test
  void whatIsExportedAndImportedChangesNothing() {
    String csv = OffsetCsv.write(Position.of(RECORDED).ends());
    assertThat(csv).isEqualTo("t,0,40\nt,1,50\n");
    ResetPlan plan = plan(ResetTarget.fromFile(OffsetCsv.read("offsets.csv", csv)));
    assertThat(plan.isNothing()).isTrue();
    assertThat(plan.advance()).isEmpty();
  }

  @Test
  void targetsOutsideOfTheTopicAreItsNearestOffsets() {
    assertThat(plan(ResetTarget.toOffset(5)).after().ends()).isEqualTo(Map.of(P0, 10L, P1, 5L));
    assertThat(plan(ResetTarget.shiftBy(1_000)).after().ends())
        .isEqualTo(Map.of(P0, 100L, P1, 50L));
    assertThat(plan(ResetTarget.shiftBy(-5)).after().ends()).isEqualTo(Map.of(P0, 35L, P1, 45L));
    assertThat(plan(ResetTarget.toTime(Map.of(P0, 41L))).after().ends())
        .as("a partition without a record of that time: behind its last")
        .isEqualTo(Map.of(P0, 41L, P1, 50L));
  }

  @Test
  void aTopicMadeAnewIsAnEpochThoughItHoldsMore() {
    ResetPlan plan = ResetPlan.of(ResetTarget.toLatest(), RECORDED, false, LOG);
    assertThat(plan.epochAfter()).isEqualTo(4);
    assertThat(plan.moves().get(P0).before()).isEmpty();
    assertThat(plan.losses()).isEmpty();
  }

  /** Whatever the plan, accounting for its ranges leaves no offset out and takes none twice. */
  @Test
  void recordedOffsetsAndAdvanceAlwaysAbut() {
    for (int round = 0; round < 500; round++) {
      long seed = 99L + round;
      Random random = new Random(seed);
      Map<KafkaPartition, OffsetRange> log = new HashMap<>();
      Map<KafkaPartition, OffsetRange> recorded = new HashMap<>();
      Map<KafkaPartition, Long> file = new HashMap<>();
      for (int number = 0; number < 4; number++) {
        KafkaPartition partition = new KafkaPartition("t", number);
        long from = random.nextInt(50);
        log.put(partition, new OffsetRange(from, from + random.nextInt(50)));
        if (random.nextInt(4) > 0) {
          recorded.put(partition, new OffsetRange(0, random.nextInt(90)));
        }
        file.put(partition, (long) random.nextInt(120));
      }
      RecordedOffsets before = new RecordedOffsets(0, recorded);
      ResetPlan plan = ResetPlan.of(ResetTarget.fromFile(file), before, true, log);
      RecordedOffsets base = plan.beginsEpoch() ? RecordedOffsets.none(1) : before;
      plan.advance()
          .forEach(
              (partition, range) ->
                  base.end(partition)
                      .ifPresent(
                          end -> assertThat(range.from()).as("seed %d", seed).isEqualTo(end)));
      assertThat(Position.of(base.advancedBy(plan.advance())))
          .as("seed %d", seed)
          .isEqualTo(plan.after());
      assertThat(plan.beginsEpoch() && !plan.losses().isEmpty()).as("seed %d", seed).isFalse();
    }
  }

  private static ResetPlan plan(ResetTarget target) {
    return ResetPlan.of(target, RECORDED, true, LOG);
  }
}
