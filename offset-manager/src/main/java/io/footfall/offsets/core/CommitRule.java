package io.footfall.offsets.core;

import java.util.Map;
import java.util.TreeMap;

/**
 * The compare-and-set of each commit: what a table does with a batch, given what it has recorded.
 */
public enum CommitRule {
  /**
   * The table that decides where a job stands, committed last: a batch continues it exactly or is
   * there already.
   */
  AUTHORITY {
    @Override
    boolean continues(long recordedEnd, OffsetRange batch) {
      return recordedEnd == batch.from();
    }
  },
  /**
   * A table committed before the authority. It may stand behind the batch, since batches without a
   * row for it leave it alone, or inside it, after a crash before the authority and a lost
   * checkpoint: its writer drops rows below its recorded end (point 4).
   */
  FOLLOWER {
    @Override
    boolean continues(long recordedEnd, OffsetRange batch) {
      return true;
    }
  };

  abstract boolean continues(long recordedEnd, OffsetRange batch);

  /** What to do. */
  public sealed interface Decision {}

  /** Write the batch's rows and record {@code ranges}. */
  public record Commit(Map<KafkaPartition, OffsetRange> ranges) implements Decision {}

  /** The table has all of the batch. */
  public record Skip() implements Decision {}

  /**
   * Batch and table contradict each other.
   *
   * @param reason one sentence without a full stop
   */
  public record Stop(String reason) implements Decision {}

  /**
   * Decides.
   *
   * @param batch the batch's range per partition, from the checkpoint's offset log
   */
  public Decision decide(RecordedOffsets recorded, Map<KafkaPartition, OffsetRange> batch) {
    Map<KafkaPartition, OffsetRange> ordered = new TreeMap<>(batch);
    if (!batch.isEmpty()
        && ordered.entrySet().stream()
            .allMatch(e -> recorded.end(e.getKey()).orElse(-1L) >= e.getValue().until())) {
      return new Skip();
    }
    for (Map.Entry<KafkaPartition, OffsetRange> entry : ordered.entrySet()) {
      OffsetRange range = entry.getValue();
      long end = recorded.end(entry.getKey()).orElse(range.from());
      if (!continues(end, range)) {
        return new Stop(
            "the batch holds %s of %s, but the table has recorded offsets up to %d"
                .formatted(range, entry.getKey(), end));
      }
    }
    return new Commit(ordered);
  }
}
