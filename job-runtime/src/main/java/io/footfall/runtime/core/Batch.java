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
 */
public record Batch(String queryId, long id, Map<KafkaPartition, OffsetRange> ranges, long basis) {
  public Batch {
    ranges = Map.copyOf(ranges);
  }
}
