package io.footfall.bench.core;

import java.time.Instant;
import java.util.Map;

/**
 * A micro-batch: when it began, how long it took, and where the time went.
 *
 * @param query the job, or the baseline
 * @param phases milliseconds by what Spark calls them, and counts beside them; see {@link Phases}
 */
public record BatchTime(Instant start, long millis, String query, Map<String, Long> phases) {

  public BatchTime {
    phases = Map.copyOf(phases);
  }
}
