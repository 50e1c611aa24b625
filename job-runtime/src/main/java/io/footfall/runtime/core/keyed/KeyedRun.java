package io.footfall.runtime.core.keyed;

import java.io.Serializable;

/**
 * What a job's rows say of the run that wrote them. The same over restarts from one checkpoint.
 *
 * @param generation 0 for the first run over the job's tables, one more with each start without a
 *     checkpoint
 * @param stateLostAtMicros where such a start could not rebuild the state and was told to go on
 *     without ({@code footfall.source.accept-state-loss}): the largest event time, as far as the
 *     last commit tells, of the events whose state is missing. Results that may depend on events up
 *     to it are {@code truncated}. {@link #NOTHING_LOST} otherwise
 */
public record KeyedRun(int generation, long stateLostAtMicros) implements Serializable {
  /** No state is missing. */
  public static final long NOTHING_LOST = Long.MIN_VALUE;

  /** True when state is missing. */
  public boolean lostState() {
    return stateLostAtMicros != NOTHING_LOST;
  }
}
