package io.footfall.runtime.core.metrics;

/**
 * Cuts time spans into cells: 25 ms wide up to 1.6 s, then ever wider, by 3% of their value at
 * most. What tasks count records by, since a batch has too many to be told one by one.
 */
public final class LatencyScale {
  private static final int CELL_MILLIS = 25;
  private static final int LINEAR_CELLS = 64;
  private static final int HALF = LINEAR_CELLS / 2;
  private static final long MOST_CELLS_OF_TIME = 1L << 32;

  /** How many cells there are. */
  public static final int CELLS = index(Long.MAX_VALUE) + 1;

  private LatencyScale() {}

  /** The cell of a span; of a negative one, as clocks that disagree make it, the first. */
  public static int index(long millis) {
    long cells = Math.min(Math.max(0, millis) / CELL_MILLIS, MOST_CELLS_OF_TIME - 1);
    if (cells < LINEAR_CELLS) {
      return (int) cells;
    }
    int shift = Long.SIZE - Long.numberOfLeadingZeros(cells) - 6;
    return LINEAR_CELLS + (shift - 1) * HALF + (int) (cells >> shift) - HALF;
  }

  /** The least span of a cell. */
  public static long fromMillis(int index) {
    if (index < LINEAR_CELLS) {
      return (long) index * CELL_MILLIS;
    }
    int shift = (index - LINEAR_CELLS) / HALF + 1;
    long cells = (long) ((index - LINEAR_CELLS) % HALF + HALF) << shift;
    return cells * CELL_MILLIS;
  }

  /** The least span behind a cell: what its records are counted as. */
  public static long untilMillis(int index) {
    return fromMillis(index + 1);
  }
}
