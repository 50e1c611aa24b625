package io.footfall.runtime.core;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import java.util.Map;

/**
 * One micro-batch as the protocol sees it.
 *
 * @param queryId Spark's id of the streaming query: the same over restarts from one checkpoint
 * @param ranges what the batch covers, from the checkpoint's offset log and never from rows
 * @param basis the fingerprint of the {@link VerdictBasis} that its records were read with
 * @param marks numbers by name that each commit of the batch records beside the offsets
 */
public record Batch(
    String queryId,
    long id,
    Map<KafkaPartition, OffsetRange> ranges,
    long basis,
    Map<String, Long> marks) {
  public Batch {
    ranges = Map.copyOf(ranges);
    marks = Map.copyOf(marks);
  }

  /** A batch without marks. */
  public Batch(String queryId, long id, Map<KafkaPartition, OffsetRange> ranges, long basis) {
    this(queryId, id, ranges, basis, Map.of());
  }

  /** True for a batch that takes no offsets: it was run for what is due by time. */
  public boolean isIdle() {
    return ranges.values().stream().allMatch(OffsetRange::isEmpty);
  }
}
