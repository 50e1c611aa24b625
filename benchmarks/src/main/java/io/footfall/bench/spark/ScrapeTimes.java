package io.footfall.bench.spark;

import io.footfall.bench.core.Latencies;

/** How long answers to scrapes took. Thread-safe. */
public final class ScrapeTimes {
  private Latencies latencies = new Latencies();

  synchronized void add(long millis) {
    latencies.add(millis, 1);
  }

  synchronized void clear() {
    latencies = new Latencies();
  }

  public synchronized Latencies.Summary summary() {
    return latencies.summary();
  }
}
