package io.footfall.funnel.core.state;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * What only a row of an abandoned cohort tells of an event. Kept as bytes, since of most events
 * nobody asks.
 */
public final class EventDetails {
  private final byte[] buffer;
  private final int from;
  private final int until;

  private EventDetails(byte[] buffer, int from, int until) {
    this.buffer = buffer;
    this.from = from;
    this.until = until;
  }

  /** Each null when unknown. */
  public static EventDetails of(String itemId, BigDecimal amount, String currency) {
    byte[] bytes = new ByteWriter(32).text(itemId).amount(amount).text(currency).toBytes();
    return new EventDetails(bytes, 0, bytes.length);
  }

  /** Null when unknown. */
  public String itemId() {
    return reader().text();
  }

  /** Null when unknown. */
  public BigDecimal amount() {
    ByteReader in = reader();
    in.skipText();
    return in.amount();
  }

  /** Null when unknown. */
  public String currency() {
    ByteReader in = reader();
    in.skipText();
    in.skipAmount();
    return in.text();
  }

  void write(ByteWriter out) {
    out.bytes(buffer, from, until);
  }

  static EventDetails read(ByteReader in) {
    int from = in.position();
    in.skipText();
    in.skipAmount();
    in.skipText();
    return new EventDetails(in.buffer(), from, in.position());
  }

  private ByteReader reader() {
    return new ByteReader(buffer, from);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EventDetails that
        && Arrays.equals(buffer, from, until, that.buffer, that.from, that.until);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(Arrays.copyOfRange(buffer, from, until));
  }

  @Override
  public String toString() {
    return "%s, %s %s".formatted(itemId(), amount(), currency());
  }
}
