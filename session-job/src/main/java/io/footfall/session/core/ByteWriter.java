package io.footfall.session.core;

import java.util.Arrays;

/** Writes small numbers and texts compactly. What {@link ByteReader} reads. */
final class ByteWriter {
  private byte[] bytes = new byte[256];
  private int length;

  /** Starts anew, in the same memory. */
  void reset() {
    length = 0;
  }

  void octet(int value) {
    reserve(1);
    bytes[length++] = (byte) value;
  }

  /** One byte for less than 128, at most ten; seven bits each, the lowest first. */
  void unsigned(long value) {
    reserve(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  /** Short for what is near zero, whatever its sign. */
  void signed(long value) {
    unsigned((value << 1) ^ (value >> 63));
  }

  void fixed(long value) {
    reserve(8);
    for (int shift = 0; shift < 64; shift += 8) {
      bytes[length++] = (byte) (value >>> shift);
    }
  }

  void fixed(int value) {
    reserve(4);
    for (int shift = 0; shift < 32; shift += 8) {
      bytes[length++] = (byte) (value >>> shift);
    }
  }

  /** As they are, without their length. */
  void raw(byte[] source) {
    reserve(source.length);
    System.arraycopy(source, 0, bytes, length, source.length);
    length += source.length;
  }

  /** With their length before them; null is not the empty text. */
  void text(byte[] utf8) {
    if (utf8 == null) {
      octet(0);
      return;
    }
    unsigned(utf8.length + 1L);
    raw(utf8);
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
