package io.footfall.runtime.core.keyed;

import java.util.List;

/**
 * What one step leaves.
 *
 * @param state handed to the key's next step; null when nothing is to be kept, and then the two due
 *     times mean nothing
 * @param dueWatermarkMicros the key is stepped again, without events if none came, in the first
 *     batch whose watermark is greater; {@link #NEVER} for none
 * @param dueNowMicros the same for the first batch whose {@code nowMicros} is this or later
 * @param rows packed output, for the job's row processor; in this order
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record StepResult(
    byte[] state, long dueWatermarkMicros, long dueNowMicros, List<byte[]> rows) {
  /** No due time of this kind. */
  public static final long NEVER = Long.MAX_VALUE;

  /** Nothing is kept. */
  public static StepResult forget(List<byte[]> rows) {
    return new StepResult(null, NEVER, NEVER, rows);
  }
}
