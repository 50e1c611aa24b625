package io.footfall.funnel.core.state;

import java.util.UUID;

/**
 * An event id as state keeps it: a UUID as its 16 bytes, since texts would be made and read again
 * for every kept event of a user in every batch. Equal, and in the same order, as the texts are.
 */
public final class EventId implements Comparable<EventId> {
  /** Of an event whose id nobody asks for any more. No event has it: an id is not empty. */
  public static final EventId NONE = new EventId(0, 0, "");

  private static final int UUID_LENGTH = 36;
  private static final int HIGH_LENGTH = 18;

  private final long high;
  private final long low;

  /** Null for a UUID. */
  private final String text;

  private EventId(long high, long low, String text) {
    this.high = high;
    this.low = low;
    this.text = text;
  }

  public static EventId of(String text) {
    if (text.length() != UUID_LENGTH) {
      return new EventId(0, 0, text);
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < UUID_LENGTH; i++) {
      char c = text.charAt(i);
      if (i == 8 || i == 13 || i == 18 || i == 23) {
        if (c != '-') {
          return new EventId(0, 0, text);
        }
        continue;
      }
      int digit = digit(c);
      if (digit < 0) {
        return new EventId(0, 0, text);
      }
      if (i < HIGH_LENGTH) {
        high = (high << 4) | digit;
      } else {
        low = (low << 4) | digit;
      }
    }
    return new EventId(high, low, null);
  }

  /** Of a lower-case hexadecimal digit, as a UUID prints them; -1 for another character. */
  private static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  }

  void write(ByteWriter out) {
    if (text == null) {
      out.number(0).fixed(high).fixed(low);
    } else {
      out.text(text);
    }
  }

  static EventId read(ByteReader in) {
    int length = in.number();
    if (length == 0) {
      return new EventId(in.fixed(), in.fixed(), null);
    }
    return length == 1 ? NONE : new EventId(0, 0, in.text(length));
  }

  @Override
  public int compareTo(EventId other) {
    if (text != null || other.text != null) {
      return toString().compareTo(other.toString());
    }
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EventId that
        && high == that.high
        && low == that.low
        && (text == null ? that.text == null : text.equals(that.text));
  }

  @Override
  public int hashCode() {
    return text == null ? Long.hashCode(high ^ low) : text.hashCode();
  }

  @Override
  public String toString() {
    return text == null ? new UUID(high, low).toString() : text;
  }
}
