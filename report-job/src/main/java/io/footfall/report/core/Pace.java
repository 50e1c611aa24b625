package io.footfall.report.core;

/**
 * Gives what may take long a share of the time only: after each run it rests, the longer the longer
 * that took. Times are of {@link System#nanoTime}. One thread.
 */
public final class Pace {
  private final int share;
  private boolean resting;
  private long dueNanos;

  /**
   * @param share one in so many: 10 for a tenth of the time
   */
  public Pace(int share) {
    this.share = share;
  }

  /** True before the first run, and when it has rested. */
  public boolean isDue(long nowNanos) {
    return !resting || nowNanos - dueNanos >= 0;
  }

  /** Tells of a run. */
  public void ran(long beganNanos, long endedNanos) {
    resting = true;
    dueNanos = endedNanos + (share - 1) * (endedNanos - beganNanos);
  }
}
