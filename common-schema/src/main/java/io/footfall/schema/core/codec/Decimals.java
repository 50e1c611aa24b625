package io.footfall.schema.core.codec;

/**
 * Reads numbers of any length as scaled longs in one pass over their digits, whatever the exponent;
 * no big number is ever built. Holds the last number, so one per codec.
 */
final class Decimals {
  private static final int MAX_DIGITS = 18;
  private static final long[] TENS = new long[MAX_DIGITS + 1];

  /** Beyond every length of digits: an exponent that large decides alone. */
  private static final long EXPONENT_CAP = 1L << 40;

  static {
    TENS[0] = 1;
    for (int i = 1; i < TENS.length; i++) {
      TENS[i] = TENS[i - 1] * 10;
    }
  }

  private char[] text;
  private boolean negative;
  private int start;
  private int point;
  private int end;
  private long exponent;

  private long value;
  private boolean exact;
  private boolean overflow;

  /**
   * Takes JSON's number grammar with an optional leading plus, and nothing around it.
   *
   * @return false when the text is no number
   */
  boolean scan(char[] chars, int offset, int length) {
    text = chars;
    int limit = offset + length;
    int at = offset;
    negative = at < limit && chars[at] == '-';
    if (negative || (at < limit && chars[at] == '+')) {
      at++;
    }
    start = at;
    at = digits(at, limit);
    if (at == start || (chars[start] == '0' && at - start > 1)) {
      return false;
    }
    point = at;
    end = at;
    if (at < limit && chars[at] == '.') {
      end = digits(at + 1, limit);
      if (end == at + 1) {
        return false;
      }
      at = end;
    }
    return exponent(at, limit);
  }

  private boolean exponent(int from, int limit) {
    exponent = 0;
    if (from == limit) {
      return true;
    }
    if ((text[from] | 0x20) != 'e') {
      return false;
    }
    int at = from + 1;
    boolean minus = at < limit && text[at] == '-';
    if (minus || (at < limit && text[at] == '+')) {
      at++;
    }
    int first = at;
    for (; at < limit && isDigit(text[at]); at++) {
      exponent = Math.min(EXPONENT_CAP, exponent * 10 + (text[at] - '0'));
    }
    exponent = minus ? -exponent : exponent;
    return at > first && at == limit;
  }

  /**
   * Works out the scanned number times 10^{@code shift}; the results are {@link #value()}, {@link
   * #exact()} and {@link #overflow()}.
   */
  void scale(int shift) {
    value = 0;
    exact = true;
    overflow = false;
    long power = exponent + shift + (point - start);
    int at = start;
    for (; at < end; at++) {
      if (at == point) {
        continue;
      }
      power--;
      int digit = text[at] - '0';
      if (digit != 0 || value != 0) {
        if (value == 0 && power >= MAX_DIGITS) {
          overflow = true;
          return;
        }
        if (power >= 0) {
          value = value * 10 + digit;
        } else if (digit != 0) {
          exact = false;
          break;
        }
      }
    }
    if (value != 0 && power > 0) {
      value *= TENS[(int) power];
    }
    value = negative ? -value : value;
  }

  /** Towards zero; below 10^18 in size. */
  long value() {
    return value;
  }

  /** False when digits were cut off. */
  boolean exact() {
    return exact;
  }

  /** True when the value is 10^18 or more in size, and so is not there. */
  boolean overflow() {
    return overflow;
  }

  boolean negative() {
    return negative;
  }

  private int digits(int from, int limit) {
    int at = from;
    while (at < limit && isDigit(text[at])) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
