package io.footfall.bench.core;

import org.HdrHistogram.Histogram;

/**
 * Latencies weighted by record, to three significant digits: a file of a thousand records counts a
 * thousand times. Not thread-safe.
 */
public final class Latencies {
  private static final long LARGEST_MILLIS = 24L * 3_600_000;
  private static final int DIGITS = 3;

  private final Histogram histogram = new Histogram(LARGEST_MILLIS, DIGITS);

  /**
   * Adds records that took equally long.
   *
   * @param millis a negative one counts as zero: record and sight are stamped by one clock, but to
   *     the millisecond; more than a day counts as a day
   */
  public void add(long millis, long records) {
    histogram.recordValueWithCount(Math.max(0, Math.min(LARGEST_MILLIS, millis)), records);
  }

  /** What they amount to; all zero when nothing was added. */
  public Summary summary() {
    return new Summary(
        histogram.getTotalCount(),
        histogram.getValueAtPercentile(50),
        histogram.getValueAtPercentile(95),
        histogram.getValueAtPercentile(99),
        histogram.getTotalCount() == 0 ? 0 : histogram.getMaxValue());
  }

  /**
   * Percentiles in milliseconds.
   *
   * @param records how many records they stand for
   */
  public record Summary(long records, long p50, long p95, long p99, long max) {}
}
