package io.footfall.bench.spark;

import io.footfall.bench.core.Latencies;

/** How long answers to scrapes took. Thread-safe. */
public final class ScrapeTimes {
  private final Latencies latencies = new Latencies();

  synchronized void add(long millis) {
    latencies.add(millis, 1);
  }

  public synchronized Latencies.Summary summary() {
    return latencies.summary();
  }
}
