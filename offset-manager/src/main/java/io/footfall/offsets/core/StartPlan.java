package io.footfall.offsets.core;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a job starts reading, per partition, and why.
 *
 * @param starts one entry per partition of the topic
 */
public record StartPlan(SortedMap<KafkaPartition, Start> starts) {
  public StartPlan {
    starts = new TreeMap<>(starts);
  }

  /** Which source of truth decided. */
  public enum Source {
    CHECKPOINT,
    TABLE,
    /** A published copy. */
    PUBLISHED,
    CONFIGURED
  }

  /**
   * One partition's start.
   *
   * @param offset the first offset to read
   * @param why for people, one clause
   */
  public record Start(long offset, Source source, String why) {}

  /** Offsets only. */
  public Map<KafkaPartition, Long> offsets() {
    Map<KafkaPartition, Long> offsets = new TreeMap<>();
    starts.forEach((partition, start) -> offsets.put(partition, start.offset()));
    return offsets;
  }

  /** A line per partition, for the log and for {@code footfall doctor}. */
  public String explain() {
    StringBuilder text = new StringBuilder();
    starts.forEach(
        (partition, start) ->
            text.append(text.isEmpty() ? "" : "\n")
                .append(partition)
                .append(" starts at ")
                .append(start.offset())
                .append(": ")
                .append(start.why()));
    return text.toString();
  }
}
