package io.footfall.offsets.core;

import io.footfall.offsets.core.StartPlan.Source;
import io.footfall.offsets.core.StartPlan.Start;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Decides where a job starts: a living checkpoint, else what the authority table has recorded, else
 * a published copy if asked, else the configured start (DESIGN sections 5 and 8).
 */
public final class StartPlanner {

  private StartPlanner() {}

  /** {@code footfall.source.starting-offsets}, for a partition that nothing else speaks for. */
  public enum Configured {
    EARLIEST,
    LATEST
  }

  /** As below, for a job that was not asked to start from a published copy. */
  public static StartPlan plan(
      Optional<Map<KafkaPartition, Long>> checkpoint,
      RecordedOffsets recorded,
      Map<KafkaPartition, OffsetRange> log,
      Configured configured) {
    return plan(checkpoint, recorded, Optional.empty(), log, configured);
  }

  /**
   * Plans.
   *
   * @param checkpoint the ends of the last batch in the checkpoint's offset log; empty when there
   *     is no such batch
   * @param recorded what the authority table has recorded
   * @param published what a copy says; empty when it was not asked, or says nothing
   * @param log what the topic holds now, one entry per partition
   * @throws io.footfall.schema.core.error.FootfallException when the topic no longer holds the
   *     position, naming the lost range of each partition; or never reached it
   */
  public static StartPlan plan(
      Optional<Map<KafkaPartition, Long>> checkpoint,
      RecordedOffsets recorded,
      Optional<Published> published,
      Map<KafkaPartition, OffsetRange> log,
      Configured configured) {
    SortedMap<KafkaPartition, Start> starts = new TreeMap<>();
    log.forEach(
        (partition, held) ->
            starts.put(
                partition, start(partition, checkpoint, recorded, published, held, configured)));
    requireHeld(starts, log);
    return new StartPlan(starts);
  }

  /**
   * A published copy.
   *
   * @param place where it was found, for people
   */
  public record Published(String place, Position position) {}

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
      Optional<Published> published,
      OffsetRange held,
      Configured configured) {
    if (checkpoint.isPresent() && checkpoint.get().containsKey(partition)) {
      return new Start(
          checkpoint.get().get(partition),
          Source.CHECKPOINT,
          "the end of the checkpoint's last batch");
    }
    if (recorded.end(partition).isPresent()) {
      return new Start(
          recorded.end(partition).get(),
          Source.TABLE,
          "no checkpoint; the end that the table has recorded");
    }
    if (checkpoint.isPresent() || !recorded.partitions().isEmpty()) {
      return new Start(
          held.from(), Source.CONFIGURED, "a partition that is new since the last run");
    }
    Optional<Long> copy = published.map(each -> each.position().ends().get(partition));
    if (copy.isPresent()) {
      return new Start(
          copy.get(),
          Source.PUBLISHED,
          "no checkpoint and no table; what %s says".formatted(published.get().place()));
    }
    return configured == Configured.EARLIEST
        ? new Start(held.from(), Source.CONFIGURED, "starting-offsets = earliest")
        : new Start(held.until(), Source.CONFIGURED, "starting-offsets = latest");
  }

  private static void requireHeld(
      Map<KafkaPartition, Start> starts, Map<KafkaPartition, OffsetRange> log) {
    SortedMap<KafkaPartition, OffsetRange> lost = new TreeMap<>();
    starts.forEach(
        (partition, start) -> {
          OffsetRange held = log.get(partition);
          if (start.offset() > held.until()) {
            throw OffsetErrors.topicShorterThanPosition(partition, start.offset(), held.until());
          }
          if (start.offset() < held.from()) {
            lost.put(partition, new OffsetRange(start.offset(), held.from()));
          }
        });
    if (!lost.isEmpty()) {
      throw OffsetErrors.retentionOvertook(lost);
    }
  }
}
