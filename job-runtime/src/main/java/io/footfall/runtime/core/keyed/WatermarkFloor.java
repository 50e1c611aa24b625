package io.footfall.runtime.core.keyed;

import java.io.Serializable;

/**
 * What the watermark of a run never falls below: after a lost checkpoint Spark begins without one,
 * but the job goes on with the one that its last commit recorded.
 *
 * @param millis milliseconds since the epoch; {@link #NONE} for no floor
 */
public record WatermarkFloor(long millis) implements Serializable {
  /** No floor. */
  public static final long NONE = Long.MIN_VALUE;

  /** The watermark of a batch in milliseconds; {@link #NONE} before the first. */
  public long watermarkMillis(long sparkMillis) {
    return Math.max(millis, sparkMillis == 0 ? NONE : sparkMillis);
  }

  /**
   * The clocks of a batch.
   *
   * @param sparkMillis Spark's watermark, which is 0 before the first
   * @param nowMillis the batch's timestamp
   */
  public BatchTime at(long sparkMillis, long nowMillis) {
    return new BatchTime(micros(watermarkMillis(sparkMillis)), nowMillis * 1_000);
  }

  /** Of a watermark, {@link #NONE} included. */
  public static long micros(long watermarkMillis) {
    return watermarkMillis == NONE ? Long.MIN_VALUE : watermarkMillis * 1_000;
  }
}
