package io.footfall.offsets.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.offsets.core.StartPlan.Source;
import io.footfall.offsets.core.StartPlanner.Configured;
import io.footfall.offsets.core.StartPlanner.Published;
import io.footfall.schema.core.error.FootfallException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StartPlannerTest {
  private static final KafkaPartition P0 = new KafkaPartition("t", 0);
  private static final KafkaPartition P1 = new KafkaPartition("t", 1);
  private static final Map<KafkaPartition, OffsetRange> LOG =
      Map.of(P0, new OffsetRange(5, 100), P1, new OffsetRange(0, 50));
  private static final RecordedOffsets NOTHING = RecordedOffsets.none(0);

  @Test
  void aFreshPipelineStartsWhereItIsConfiguredTo() {
    assertThat(StartPlanner.plan(Optional.empty(), NOTHING, LOG, Configured.EARLIEST).offsets())
        .isEqualTo(Map.of(P0, 5L, P1, 0L));
    assertThat(StartPlanner.plan(Optional.empty(), NOTHING, LOG, Configured.LATEST).offsets())
        .isEqualTo(Map.of(P0, 100L, P1, 50L));
  }

  @Test
  void theCheckpointWinsWhileItLives() {
    StartPlan plan =
        StartPlanner.plan(
            Optional.of(Map.of(P0, 20L, P1, 7L)),
            recorded(Map.of(P0, 10L, P1, 7L)),
            LOG,
            Configured.LATEST);
    assertThat(plan.offsets()).isEqualTo(Map.of(P0, 20L, P1, 7L));
    assertThat(plan.starts().get(P0).source()).isEqualTo(Source.CHECKPOINT);
  }

  @Test
  void aTableThatHasWhatTheCheckpointFinishedIsGood() {
    assertThatCode(
            () ->
                StartPlanner.requireFinished(
                    Map.of(P0, 10L, P1, 7L), recorded(Map.of(P0, 10L, P1, 9L)), "/w/t", "/c"))
        .doesNotThrowAnyException();
  }

  @Test
  void aTableThatWasRemovedOrSetBackIsRefused() {
    assertThatThrownBy(
            () -> StartPlanner.requireFinished(Map.of(P0, 10L), NOTHING, "/w/events", "/c"))
        .isInstanceOf(FootfallException.class)
        .hasMessageStartingWith(
            "table /w/events has recorded nothing of t-0, but checkpoint /c has finished offsets up"
                + " to 10: the table was removed or set back. Restore the table;");
    assertThatThrownBy(
            () ->
                StartPlanner.requireFinished(
                    Map.of(P0, 10L), recorded(Map.of(P0, 9L)), "/w/events", "/c"))
        .hasMessageStartingWith("table /w/events has recorded t-0 up to offset 9, but checkpoint");
  }

  @Test
  void withoutCheckpointTheTableSaysWhere() {
    StartPlan plan =
        StartPlanner.plan(
            Optional.empty(), recorded(Map.of(P0, 10L, P1, 7L)), LOG, Configured.LATEST);
    assertThat(plan.offsets()).isEqualTo(Map.of(P0, 10L, P1, 7L));
    assertThat(plan.explain())
        .isEqualTo(
            "t-0 starts at 10: no checkpoint; the end that the table has recorded\n"
                + "t-1 starts at 7: no checkpoint; the end that the table has recorded");
  }

  @Test
  void aPartitionAddedSinceIsReadFromItsFirstOffset() {
    StartPlan plan =
        StartPlanner.plan(Optional.empty(), recorded(Map.of(P0, 10L)), LOG, Configured.LATEST);
    assertThat(plan.offsets()).isEqualTo(Map.of(P0, 10L, P1, 0L));
  }

  @Test
  void namesWhatRetentionTookInEachPartition() {
    assertThatThrownBy(
            () ->
                StartPlanner.plan(
                    Optional.empty(),
                    recorded(Map.of(P0, 2L, P1, 7L)),
                    Map.of(P0, new OffsetRange(5, 100), P1, new OffsetRange(9, 50)),
                    Configured.EARLIEST))
        .isInstanceOf(FootfallException.class)
        .hasMessageStartingWith(
            "the topic no longer holds offsets that were not read yet (5 lost to retention):"
                + " t-0 [2, 5), t-1 [7, 9). `footfall offsets reset --to-current --accept-loss");
  }

  @Test
  void aPublishedCopyCountsOnlyWhereNeitherCheckpointNorTableSpeaks() {
    Optional<Published> copy =
        Optional.of(new Published("Kafka group g", Position.of(0, Map.of(P0, 30L))));
    StartPlan fresh = StartPlanner.plan(Optional.empty(), NOTHING, copy, LOG, Configured.EARLIEST);
    assertThat(fresh.explain())
        .isEqualTo(
            "t-0 starts at 30: no checkpoint and no table; what Kafka group g says\n"
                + "t-1 starts at 0: starting-offsets = earliest");
    assertThat(fresh.starts().get(P0).source()).isEqualTo(Source.PUBLISHED);
    assertThat(
            StartPlanner.plan(
                    Optional.empty(),
                    recorded(Map.of(P0, 10L, P1, 7L)),
                    copy,
                    LOG,
                    Configured.EARLIEST)
                .offsets())
        .isEqualTo(Map.of(P0, 10L, P1, 7L));
  }

  @Test
  void refusesATopicThatIsShorterThanWhatWasRead() {
    assertThatThrownBy(
            () ->
                StartPlanner.plan(
                    Optional.empty(), recorded(Map.of(P1, 60L)), LOG, Configured.EARLIEST))
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining("t-1 ends at offset 50");
  }

  @Test
  void goesOnOnlyWithATableThatHasWhatTheCheckpointHasFinished() {
    var finished = new TreeMap<>(Map.of(P0, 20L, P1, 0L));
    StartPlanner.requireFinished(
        finished, recorded(Map.of(P0, 20L, P1, 7L)), "/w/events", "/c/ingest");

    assertThatThrownBy(
            () -> StartPlanner.requireFinished(finished, NOTHING, "/w/events", "/c/ingest"))
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining(
            "table /w/events has recorded nothing of t-0, but checkpoint /c/ingest has finished");
    assertThatThrownBy(
            () ->
                StartPlanner.requireFinished(
                    finished, recorded(Map.of(P0, 19L, P1, 0L)), "/w/events", "/c/ingest"))
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining("has recorded t-0 up to offset 19");
  }

  private static RecordedOffsets recorded(Map<KafkaPartition, Long> ends) {
    return RecordedOffsets.none(0)
        .advancedBy(
            ends.entrySet().stream()
                .collect(
                    java.util.stream.Collectors.toMap(
                        Map.Entry::getKey, e -> new OffsetRange(0, e.getValue()))));
  }
}
