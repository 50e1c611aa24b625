package io.footfall.runtime.core.metrics;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What Spark tells of a batch afterwards.
 *
 * @param phaseMillis how long each phase took, by Spark's name; {@code triggerExecution} is the
 *     whole
 * @param watermark empty for a job without one
 * @param state empty for a job without state
 */
public record BatchProgress(
    long batch,
    long inputRows,
    Map<String, Long> phaseMillis,
    Optional<Instant> watermark,
    Optional<State> state) {
  static final String WHOLE = "triggerExecution";
  static final String EXECUTION = "addBatch";

  /**
   * The state store.
   *
   * @param rows keys; 0 where the store does not count them
   * @param updatedRows in this batch
   * @param droppedRows in this batch, by Spark's own filter
   */
  public record State(long rows, long memoryBytes, long updatedRows, long droppedRows) {}

  /** False when the trigger found nothing to do. */
  boolean ran() {
    return phaseMillis.containsKey(EXECUTION);
  }
}
