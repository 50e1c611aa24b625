package io.footfall.schema.core.fuzz;

import java.util.List;
import java.util.Map;

/**
 * What a run of {@link CodecFuzz} found.
 *
 * @param inputs how many were tried, numbered from 0
 * @param verdicts how often each was given: {@code VALID} or the name of a {@link
 *     io.footfall.schema.core.event.Reason}; every name is there
 * @param slowestNanos thread CPU time of the slowest input, the best of three runs
 * @param slowestIndex which input that was; -1 when there was none
 * @param violations how many promises were broken
 * @param firstViolations the first few of them
 */
public record FuzzReport(
    long seed,
    long inputs,
    Map<String, Long> verdicts,
    long slowestNanos,
    long slowestIndex,
    long violations,
    List<Violation> firstViolations) {

  public FuzzReport {
    firstViolations = List.copyOf(firstViolations);
  }

  /**
   * A promise that did not hold; {@link CodecFuzz#input} gives the bytes again.
   *
   * @param mapping the name of the mapping
   * @param what the promise, and what happened; no payload
   */
  public record Violation(long seed, long index, String mapping, String what) {}

  public boolean passed() {
    return violations == 0;
  }
}
