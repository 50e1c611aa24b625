package io.footfall.runtime.core.metrics;

import java.util.Map;

/**
 * How old records were at the beginning of their batch. A task counts them; the driver, who knows
 * when the batch was committed, makes latencies of them. One thread.
 */
public final class Ages {
  private final long[] cells = new long[LatencyScale.CELLS];

  /**
   * Counts one record.
   *
   * @param timestampMicros the record's own, microseconds since the epoch
   * @param batchMicros the batch's
   */
  public void add(long timestampMicros, long batchMicros) {
    cells[LatencyScale.index((batchMicros - timestampMicros) / 1_000)]++;
  }

  /** Adds what was counted to a task's counts. */
  public void addTo(Map<String, Long> counts) {
    for (int i = 0; i < cells.length; i++) {
      if (cells[i] > 0) {
        counts.merge(Detail.AGE.named(Integer.toString(i)), cells[i], Long::sum);
      }
    }
  }
}
