package io.footfall.generator.core;

import io.footfall.schema.core.event.Reason;
import java.util.Objects;
import java.util.Optional;

/** One record to send, with what is true of it. Arrays are shared: read only. */
public final class GeneratedRecord {

  /** What the record is. */
  public enum Kind {
    VALID,
    /** The same bytes as an earlier record; valid as well. */
    DUPLICATE,
    MALFORMED
  }

  /** How its event time stands to those sent before it. */
  public enum Lateness {
    IN_TIME,
    /** Sent after its time, within the lateness bound. */
    LATE,
    /** Older than the largest event time sent before it by more than the lateness bound. */
    TOO_LATE
  }

  private final byte[] key;
  private final byte[] value;
  private final long sendOffsetNanos;
  private final Kind kind;
  private final Lateness lateness;
  private final Reason expectedReason;
  private final ShopEvent event;

  private GeneratedRecord(
      byte[] key,
      byte[] value,
      long sendOffsetNanos,
      Kind kind,
      Lateness lateness,
      Reason expectedReason,
      ShopEvent event) {
    this.key = key;
    this.value = value;
    this.sendOffsetNanos = sendOffsetNanos;
    this.kind = kind;
    this.lateness = lateness;
    this.expectedReason = expectedReason;
    this.event = event;
  }

  static GeneratedRecord valid(byte[] key, byte[] value, long offset, Lateness l, ShopEvent event) {
    Objects.requireNonNull(event);
    return new GeneratedRecord(key, value, offset, Kind.VALID, l, null, event);
  }

  static GeneratedRecord malformed(byte[] key, byte[] value, long offset, Reason reason) {
    Objects.requireNonNull(reason);
    return new GeneratedRecord(key, value, offset, Kind.MALFORMED, Lateness.IN_TIME, reason, null);
  }

  GeneratedRecord sentAt(long offsetNanos) {
    return new GeneratedRecord(key, value, offsetNanos, kind, lateness, expectedReason, event);
  }

  GeneratedRecord duplicate() {
    return new GeneratedRecord(
        key, value, sendOffsetNanos, Kind.DUPLICATE, Lateness.LATE, null, event);
  }

  /** The user id in UTF-8. */
  public byte[] key() {
    return key;
  }

  /** Null for a tombstone. */
  public byte[] value() {
    return value;
  }

  /** Nanoseconds from the start of the sending to the intended send time. */
  public long sendOffsetNanos() {
    return sendOffsetNanos;
  }

  public Kind kind() {
    return kind;
  }

  public Lateness lateness() {
    return lateness;
  }

  /** Present for malformed records: what the codec must say of them. */
  public Optional<Reason> expectedReason() {
    return Optional.ofNullable(expectedReason);
  }

  /** Present for all but malformed records. */
  public Optional<ShopEvent> event() {
    return Optional.ofNullable(event);
  }
}
