package io.footfall.schema.core.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Strict UTF-8, and escapes that have no UTF-8 form. */
final class Utf8 {
  /** Valid, and without a backslash. */
  static final int VALID = -1;

  /** Valid, with a backslash somewhere: escapes are still to be looked at. */
  static final int VALID_WITH_ESCAPES = -2;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long BACKSLASHES = '\\' * LOW_BITS;

  private Utf8() {}

  /**
   * Checks all bytes: no overlong form, no surrogate, nothing beyond U+10FFFF, nothing cut off.
   *
   * @return {@link #VALID}, {@link #VALID_WITH_ESCAPES} or the offset of the first bad sequence
   */
  static int validate(byte[] bytes) {
    int at = 0;
    long escapes = 0;
    while (at < bytes.length) {
      if (at <= bytes.length - 2 * Long.BYTES) {
        long one = (long) LONGS.get(bytes, at);
        long two = (long) LONGS.get(bytes, at + Long.BYTES);
        if (((one | two) & HIGH_BITS) == 0) {
          escapes |= backslashes(one) | backslashes(two);
          at += 2 * Long.BYTES;
          continue;
        }
      }
      byte b = bytes[at];
      if (b >= 0) {
        escapes |= b == '\\' ? 1 : 0;
        at++;
      } else {
        int length = sequence(bytes, at, b & 0xFF);
        if (length == 0) {
          return at;
        }
        at += length;
      }
    }
    return escapes == 0 ? VALID : VALID_WITH_ESCAPES;
  }

  /** Other than 0 when one of eight ASCII bytes is a backslash. */
  private static long backslashes(long ascii) {
    // A backslash becomes 0, and only a 0 borrows into its high bit.
    long zeroes = ascii ^ BACKSLASHES;
    return (zeroes - LOW_BITS) & ~zeroes & HIGH_BITS;
  }

  /** Length of the well-formed sequence at {@code at}, 0 when it is ill-formed. */
  private static int sequence(byte[] bytes, int at, int lead) {
    int left = bytes.length - at;
    if (lead < 0xC2 || lead > 0xF4 || left < 2) {
      return 0;
    }
    int second = bytes[at + 1] & 0xFF;
    if (lead < 0xE0) {
      return continuation(second) ? 2 : 0;
    }
    // Only the second byte of a longer form can make it overlong, a surrogate or too large.
    int low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    int high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    int length = lead < 0xF0 ? 3 : 4;
    if (left < length || second < low || second > high) {
      return 0;
    }
    for (int i = 2; i < length; i++) {
      if (!continuation(bytes[at + i] & 0xFF)) {
        return 0;
      }
    }
    return length;
  }

  private static boolean continuation(int b) {
    return (b & 0xC0) == 0x80;
  }

  /**
   * Looks for a {@code \}{@code uD8xx} without its other half, or the other half alone.
   *
   * @param json well-formed JSON, so that a backslash is always part of an escape in a string
   * @return the offset of the first unpaired one, or -1
   */
  static int unpairedSurrogate(byte[] json) {
    int at = 0;
    while (at < json.length) {
      if (json[at] != '\\') {
        at++;
      } else if (json[at + 1] != 'u') {
        at += 2;
      } else {
        int unit = hex4(json, at + 2);
        if (Character.isLowSurrogate((char) unit)) {
          return at;
        }
        int next = at + 6;
        if (Character.isHighSurrogate((char) unit)) {
          if (json[next] != '\\'
              || json[next + 1] != 'u'
              || !Character.isLowSurrogate((char) hex4(json, next + 2))) {
            return at;
          }
          next += 6;
        }
        at = next;
      }
    }
    return -1;
  }

  private static int hex4(byte[] json, int at) {
    int unit = 0;
    for (int i = at; i < at + 4; i++) {
      unit = (unit << 4) | Character.digit(json[i], 16);
    }
    return unit;
  }
}
