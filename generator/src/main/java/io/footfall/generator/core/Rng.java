package io.footfall.generator.core;

/** SplitMix64. Our own, so that a seed gives the same bytes on every Java release. */
final class Rng {
  private static final long STEP = 0x9E3779B97F4A7C15L;
  private static final double UNIT = 0x1.0p-53;

  private long state;

  Rng(long seed) {
    state = seed;
  }

  /** A bijection that scatters near inputs. */
  static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  long nextLong() {
    state += STEP;
    return mix(state);
  }

  /** In [0, 1). */
  double nextDouble() {
    return (nextLong() >>> 11) * UNIT;
  }

  boolean chance(double probability) {
    return nextDouble() < probability;
  }

  /** In [0, bound). */
  int below(int bound) {
    return (int) (nextDouble() * bound);
  }

  /** In [low, high]. */
  long between(long low, long high) {
    return low + (long) (nextDouble() * (high - low + 1));
  }

  /** Exponential; StrictMath, for the same bits on every machine. */
  long exponential(double mean) {
    return (long) (-mean * StrictMath.log(1 - nextDouble()));
  }

  /** A rank in [0, size) whose frequency falls about as 1/rank. */
  int zipf(int size) {
    return Math.min(size - 1, (int) StrictMath.exp(nextDouble() * StrictMath.log(size + 1.0)) - 1);
  }

  <T> T pick(T[] values) {
    return values[below(values.length)];
  }
}
