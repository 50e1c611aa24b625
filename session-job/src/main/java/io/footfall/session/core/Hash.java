package io.footfall.session.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A quick 64-bit hash that is part of the state's format: two texts of one user with one hash are
 * taken for the same.
 */
final class Hash {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Hash() {}

  static long of(byte[] bytes, int from, int until) {
    long hash = 0x9E3779B97F4A7C15L ^ (until - from);
    int at = from;
    for (; at + Long.BYTES <= until; at += Long.BYTES) {
      hash = mix(hash ^ (long) LONGS.get(bytes, at)) + 0x9E3779B97F4A7C15L;
    }
    long tail = 0;
    for (int shift = 0; at < until; at++, shift += 8) {
      tail |= (bytes[at] & 0xFFL) << shift;
    }
    return mix(hash ^ tail);
  }

  /** MurmurHash3's finalizer: a bijection in which every bit moves every other. */
  private static long mix(long value) {
    long mixed = value;
    mixed = (mixed ^ (mixed >>> 33)) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return mixed ^ (mixed >>> 33);
  }
}
