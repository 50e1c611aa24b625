package io.footfall.session.core;

import io.footfall.runtime.core.keyed.KeyedRun;
import java.io.Serializable;
import java.time.Duration;

/**
 * What the rules of sessions leave open. All times in microseconds.
 *
 * @param gapMicros neighbours at most this far apart are of one session
 * @param latenessMicros how far W stays behind the largest event time; whole milliseconds
 * @param maxDurationMicros an event later than a session's first by more opens the next
 * @param idleMicros a user without events for so long, by the clock of the batches, has left
 * @param maxStateBytes the most that is kept of one user
 */
public record SessionSettings(
    long gapMicros,
    long latenessMicros,
    long maxDurationMicros,
    long idleMicros,
    long maxStateBytes,
    KeyedRun run)
    implements Serializable {

  private static final long MICROS_PER_MILLI = 1_000;

  /** From what the configuration holds. */
  public static SessionSettings of(
      Duration gap,
      Duration lateness,
      Duration maxDuration,
      Duration idle,
      long maxStateBytes,
      KeyedRun run) {
    return new SessionSettings(
        micros(gap), micros(lateness), micros(maxDuration), micros(idle), maxStateBytes, run);
  }

  private static long micros(Duration duration) {
    return duration.toMillis() * MICROS_PER_MILLI;
  }

  /**
   * The least that W can be in every later batch, once a batch held an event of this time: as the
   * runtime moves W, in whole milliseconds.
   */
  long watermarkAfter(long eventMicros, long nowMicros) {
    long counted = Math.min(eventMicros, nowMicros);
    return Math.floorDiv(counted, MICROS_PER_MILLI) * MICROS_PER_MILLI - latenessMicros;
  }

  /** True for a session to which events may belong whose state is missing. */
  boolean isTruncated(long startMicros) {
    return run.lostState() && startMicros - gapMicros <= run.stateLostAtMicros();
  }
}
