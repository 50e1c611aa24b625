package io.footfall.offsets.core;

import io.footfall.offsets.core.StartPlan.Source;
import io.footfall.offsets.core.StartPlan.Start;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Decides where a job starts: a living checkpoint, else what the authority table has recorded, else
 * the configured start (DESIGN sections 5 and 8).
 */
public final class StartPlanner {

  private StartPlanner() {}

  /** {@code footfall.source.starting-offsets}, for a partition that nothing else speaks for. */
  public enum Configured {
    EARLIEST,
    LATEST
  }

  /**
   * Plans.
   *
   * @param checkpoint the ends of the last batch in the checkpoint's offset log; empty when there
   *     is no such batch
   * @param recorded what the authority table has recorded
   * @param log what the topic holds now, one entry per partition
   * @throws io.footfall.schema.core.error.FootfallException when the topic no longer holds the
   *     position, or never reached it
   */
  public static StartPlan plan(
      Optional<Map<KafkaPartition, Long>> checkpoint,
      RecordedOffsets recorded,
      Map<KafkaPartition, OffsetRange> log,
      Configured configured) {
    SortedMap<KafkaPartition, Start> starts = new TreeMap<>();
    log.forEach(
        (partition, held) ->
            starts.put(partition, start(partition, checkpoint, recorded, held, configured)));
    return new StartPlan(starts);
  }

  /**
   * Makes sure that a table has recorded what the checkpoint calls finished: going on from the
   * checkpoint would leave a hole otherwise.
   *
   * @param finished the ends of the last batch in the checkpoint's commit log
   * @throws io.footfall.schema.core.error.FootfallException when the table was removed or set back
   */
  public static void requireFinished(
      Map<KafkaPartition, Long> finished,
      RecordedOffsets recorded,
      String table,
      String checkpoint) {
    new TreeMap<>(finished)
        .forEach(
            (partition, end) -> {
              if (recorded.end(partition).orElse(-1L) < end) {
                throw OffsetErrors.tableBehindCheckpoint(
                    table, checkpoint, partition, recorded.end(partition), end);
              }
            });
  }

  private static Start start(
      KafkaPartition partition,
      Optional<Map<KafkaPartition, Long>> checkpoint,
      RecordedOffsets recorded,
      OffsetRange held,
      Configured configured) {
    if (checkpoint.isPresent() && checkpoint.get().containsKey(partition)) {
      return checked(
          partition,
          held,
          new Start(
              checkpoint.get().get(partition),
              Source.CHECKPOINT,
              "the end of the checkpoint's last batch"));
    }
    if (recorded.end(partition).isPresent()) {
      return checked(
          partition,
          held,
          new Start(
              recorded.end(partition).get(),
              Source.TABLE,
              "no checkpoint; the end that the table has recorded"));
    }
    if (checkpoint.isPresent() || !recorded.partitions().isEmpty()) {
      return new Start(
          held.from(), Source.CONFIGURED, "a partition that is new since the last run");
    }
    return configured == Configured.EARLIEST
        ? new Start(held.from(), Source.CONFIGURED, "starting-offsets = earliest")
        : new Start(held.until(), Source.CONFIGURED, "starting-offsets = latest");
  }

  private static Start checked(KafkaPartition partition, OffsetRange held, Start start) {
    if (start.offset() < held.from()) {
      throw OffsetErrors.retentionOvertook(partition, new OffsetRange(start.offset(), held.from()));
    }
    if (start.offset() > held.until()) {
      throw OffsetErrors.topicShorterThanPosition(partition, start.offset(), held.until());
    }
    return start;
  }
}
