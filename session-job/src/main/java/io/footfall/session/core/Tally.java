package io.footfall.session.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.util.Arrays;

/** Sums by name, exact to 128 bits: a handful of names, compared as bytes. */
public final class Tally {
  /** More names than this are summed under {@code (others)}. */
  public static final int MOST_NAMES = 64;

  /** What cannot be kept apart. */
  static final byte[] OTHERS = "(others)".getBytes(UTF_8);

  private byte[][] names = {};
  private long[] high = {};
  private long[] low = {};
  private int size;

  /** False when the name was one too many and was summed under {@link #OTHERS}. */
  boolean add(byte[] name, long value) {
    return add(name, value < 0 ? -1 : 0, value);
  }

  /** False when some name was one too many. */
  boolean addAll(Tally other) {
    boolean kept = true;
    for (int i = 0; i < other.size; i++) {
      kept &= add(other.names[i], other.high[i], other.low[i]);
    }
    return kept;
  }

  public int size() {
    return size;
  }

  /** In UTF-8; empty where an amount had no currency. */
  public byte[] name(int index) {
    return names[index];
  }

  /** Of amounts, in ten-thousandths. */
  public BigInteger sum(int index) {
    if (high[index] == low[index] >> 63) {
      return BigInteger.valueOf(low[index]);
    }
    BigInteger upper = BigInteger.valueOf(high[index]).shiftLeft(64);
    return upper.add(new BigInteger(Long.toUnsignedString(low[index])));
  }

  /** An upper bound of what {@link #write} writes. */
  int mostBytes() {
    int bytes = 2;
    for (int i = 0; i < size; i++) {
      bytes += names[i].length + 20;
    }
    return bytes;
  }

  Tally copy() {
    Tally copy = new Tally();
    copy.names = names.clone();
    copy.high = high.clone();
    copy.low = low.clone();
    copy.size = size;
    return copy;
  }

  void write(ByteWriter out) {
    out.unsigned(size);
    for (int i = 0; i < size; i++) {
      out.text(names[i]);
      boolean isLong = high[i] == low[i] >> 63;
      out.octet(isLong ? 0 : 1);
      if (isLong) {
        out.signed(low[i]);
      } else {
        out.fixed(high[i]);
        out.fixed(low[i]);
      }
    }
  }

  static Tally read(ByteReader in) {
    Tally tally = new Tally();
    tally.size = in.count();
    tally.names = new byte[tally.size][];
    tally.high = new long[tally.size];
    tally.low = new long[tally.size];
    for (int i = 0; i < tally.size; i++) {
      tally.names[i] = in.text();
      if (in.octet() == 0) {
        tally.low[i] = in.signed();
        tally.high[i] = tally.low[i] >> 63;
      } else {
        tally.high[i] = in.fixedLong();
        tally.low[i] = in.fixedLong();
      }
    }
    return tally;
  }

  private boolean add(byte[] name, long upper, long lower) {
    int index = indexOf(name);
    boolean kept = index >= 0 || size < MOST_NAMES;
    if (index < 0) {
      byte[] under = kept ? name : OTHERS;
      index = kept ? -1 : indexOf(under);
      if (index < 0) {
        index = append(under);
      }
    }
    long sum = low[index] + lower;
    long carry = Long.compareUnsigned(sum, lower) < 0 ? 1 : 0;
    low[index] = sum;
    high[index] += upper + carry;
    return kept;
  }

  private int indexOf(byte[] name) {
    for (int i = 0; i < size; i++) {
      if (Arrays.equals(names[i], name)) {
        return i;
      }
    }
    return -1;
  }

  private int append(byte[] name) {
    if (size == names.length) {
      int room = Math.max(4, size * 2);
      names = Arrays.copyOf(names, room);
      high = Arrays.copyOf(high, room);
      low = Arrays.copyOf(low, room);
    }
    names[size] = name;
    return size++;
  }
}
