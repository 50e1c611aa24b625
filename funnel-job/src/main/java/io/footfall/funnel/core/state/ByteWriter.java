package io.footfall.funnel.core.state;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Appends values in as few bytes as they need. */
final class ByteWriter {
  /** Scale of amounts in the event contract. */
  static final int AMOUNT_SCALE = 4;

  private byte[] buffer;
  private int size;

  ByteWriter(int capacity) {
    buffer = new byte[capacity];
  }

  byte[] toBytes() {
    return Arrays.copyOf(buffer, size);
  }

  ByteWriter raw(int value) {
    reserve(1);
    buffer[size++] = (byte) value;
    return this;
  }

  /** Any int; small ones that are not negative take one byte. */
  ByteWriter number(int value) {
    int rest = value;
    reserve(5);
    while ((rest & ~0x7F) != 0) {
      buffer[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[size++] = (byte) rest;
    return this;
  }

  /** Any long; small ones of either sign take few bytes. */
  ByteWriter signed(long value) {
    long rest = (value << 1) ^ (value >> 63);
    reserve(10);
    while ((rest & ~0x7FL) != 0) {
      buffer[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[size++] = (byte) rest;
    return this;
  }

  /** Null or any text. */
  ByteWriter text(String value) {
    if (value == null) {
      return number(0);
    }
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return number(bytes.length + 1).bytes(bytes, 0, bytes.length);
  }

  /** Null, or at most 14 digits before the point and 4 behind. */
  ByteWriter amount(BigDecimal value) {
    if (value == null) {
      return raw(0);
    }
    return raw(1).signed(value.setScale(AMOUNT_SCALE).unscaledValue().longValueExact());
  }

  /** Eight bytes. */
  ByteWriter fixed(long value) {
    reserve(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      buffer[size++] = (byte) (value >>> shift);
    }
    return this;
  }

  /** A part of other bytes. */
  ByteWriter bytes(byte[] bytes, int from, int until) {
    int length = until - from;
    reserve(length);
    System.arraycopy(bytes, from, buffer, size, length);
    size += length;
    return this;
  }

  private void reserve(int more) {
    if (buffer.length - size < more) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, size + more));
    }
  }
}
