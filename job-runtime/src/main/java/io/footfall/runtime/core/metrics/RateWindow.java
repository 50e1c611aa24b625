package io.footfall.runtime.core.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** How many there were a second, over the last ten seconds. Not thread-safe. */
final class RateWindow {
  private static final Duration SPAN = Duration.ofSeconds(10);

  private final Deque<Arrival> arrivals = new ArrayDeque<>();

  private record Arrival(Instant at, long count) {}

  void add(Instant now, long count) {
    forget(now);
    arrivals.addLast(new Arrival(now, count));
  }

  double perSecond(Instant now) {
    forget(now);
    return arrivals.stream().mapToLong(Arrival::count).sum() / (double) SPAN.toSeconds();
  }

  private void forget(Instant now) {
    while (!arrivals.isEmpty() && !arrivals.getFirst().at().isAfter(now.minus(SPAN))) {
      arrivals.removeFirst();
    }
  }
}
