package io.footfall.report.core.replay;

/**
 * A record that is to be sent again.
 *
 * @param attempt 1 for the first
 * @param key as it was; null for none
 * @param timestampMillis that of the first sending, by which the verdict is found
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record Again(Origin origin, int attempt, byte[] key, byte[] value, long timestampMillis) {

  /** How much of a transaction's room it takes. */
  public long bytes() {
    return value.length + (key == null ? 0L : key.length);
  }
}
