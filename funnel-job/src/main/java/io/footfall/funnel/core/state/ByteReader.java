package io.footfall.funnel.core.state;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Reads what {@link ByteWriter} wrote, in the same order. */
final class ByteReader {
  private final byte[] buffer;
  private int at;

  ByteReader(byte[] buffer) {
    this(buffer, 0);
  }

  ByteReader(byte[] buffer, int at) {
    this.buffer = buffer;
    this.at = at;
  }

  byte[] buffer() {
    return buffer;
  }

  int position() {
    return at;
  }

  int raw() {
    return buffer[at++] & 0xFF;
  }

  int number() {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      int next = buffer[at++];
      value |= (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  long signed() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      long next = buffer[at++];
      value |= (next & 0x7F) << shift;
      if (next >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
  }

  String text() {
    return text(number());
  }

  /** A text of which the length is read already. */
  String text(int lengthPlusOne) {
    if (lengthPlusOne == 0) {
      return null;
    }
    String value = new String(buffer, at, lengthPlusOne - 1, StandardCharsets.UTF_8);
    at += lengthPlusOne - 1;
    return value;
  }

  void skipText() {
    int length = Math.max(0, number() - 1);
    at += length;
  }

  BigDecimal amount() {
    return raw() == 0 ? null : BigDecimal.valueOf(signed(), ByteWriter.AMOUNT_SCALE);
  }

  void skipAmount() {
    if (raw() != 0) {
      signed();
    }
  }

  /** Eight bytes. */
  long fixed() {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = (value << 8) | (buffer[at++] & 0xFF);
    }
    return value;
  }
}
