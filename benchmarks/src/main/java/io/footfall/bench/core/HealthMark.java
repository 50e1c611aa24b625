package io.footfall.bench.core;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the process stood at the end of a minute.
 *
 * @param minute 1 for the first minute after the warm-up
 * @param batchMillis median of the batches that began in this minute; NaN when none did
 * @param heapBytes in use after a full collection
 */
public record HealthMark(int minute, double batchMillis, long heapBytes, int threads) {

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("minute", minute);
    json.put("batch_ms_median", Spread.orNull(batchMillis));
    json.put("heap_after_gc_bytes", heapBytes);
    json.put("threads", threads);
    return json;
  }

  /** First minute to last, for people. */
  public static String growth(List<HealthMark> marks) {
    if (marks.isEmpty()) {
      return "no whole minute was measured";
    }
    HealthMark first = marks.get(0);
    HealthMark last = marks.get(marks.size() - 1);
    return "minute %d to %d: batch median %.0f to %.0f ms, heap after GC %,d to %,d MiB, threads %d to %d"
        .formatted(
            first.minute,
            last.minute,
            first.batchMillis,
            last.batchMillis,
            first.heapBytes >> 20,
            last.heapBytes >> 20,
            first.threads,
            last.threads);
  }
}
