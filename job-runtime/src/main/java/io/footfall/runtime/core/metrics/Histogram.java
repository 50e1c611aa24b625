package io.footfall.runtime.core.metrics;

import java.util.Arrays;
import java.util.List;

/** Observations by bucket, as Prometheus takes them. Thread-safe. */
public final class Histogram {
  /** Around the promise of 2 s, and out to what a pause costs. */
  public static final List<Double> SECONDS =
      List.of(
          0.1, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 5.0, 10.0, 30.0, 60.0, 300.0,
          3_600.0);

  private final List<Double> bounds;
  private final long[] counts;
  private double sum;

  /** All zero, with the buckets {@link #SECONDS} and one for what is above. */
  public Histogram() {
    this.bounds = SECONDS;
    this.counts = new long[bounds.size() + 1];
  }

  /**
   * A view that does not change.
   *
   * @param counts per bucket, not added up; the last is for what is above all bounds
   */
  public record Snapshot(List<Double> bounds, List<Long> counts, double sum) {

    /** All observations. */
    public long count() {
      return counts.stream().mapToLong(Long::longValue).sum();
    }
  }

  /** Counts {@code times} observations of one value. */
  public synchronized void add(double value, long times) {
    int bucket = 0;
    while (bucket < bounds.size() && value > bounds.get(bucket)) {
      bucket++;
    }
    counts[bucket] += times;
    sum += value * times;
  }

  public synchronized Snapshot snapshot() {
    return new Snapshot(bounds, Arrays.stream(counts).boxed().toList(), sum);
  }
}
