package io.footfall.runtime.core.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/** Latencies of the last minute or so, for people who watch. One thread at a time. */
final class LatencyWindow {
  private static final Duration SLICE = Duration.ofSeconds(10);
  private static final int SLICES = 6;

  private final Deque<Slice> slices = new ArrayDeque<>();

  @SuppressWarnings("ArrayRecordComponent") // added to in place
  private record Slice(Instant from, long[] cells) {}

  void add(Instant now, long millis, long records) {
    forget(now);
    if (slices.isEmpty() || !now.isBefore(slices.getLast().from().plus(SLICE))) {
      slices.addLast(new Slice(now, new long[LatencyScale.CELLS]));
    }
    slices.getLast().cells()[LatencyScale.index(millis)] += records;
  }

  /** How many records are known of. */
  long records(Instant now) {
    forget(now);
    long records = 0;
    for (Slice slice : slices) {
      for (long cell : slice.cells()) {
        records += cell;
      }
    }
    return records;
  }

  /** Milliseconds that the given share of the records did not exceed; empty without records. */
  OptionalLong percentile(double share, Instant now) {
    long wanted = (long) Math.ceil(share * records(now));
    if (wanted == 0) {
      return OptionalLong.empty();
    }
    long passed = 0;
    for (int i = 0; i < LatencyScale.CELLS; i++) {
      for (Slice slice : slices) {
        passed += slice.cells()[i];
      }
      if (passed >= wanted) {
        return OptionalLong.of(LatencyScale.untilMillis(i));
      }
    }
    throw new IllegalStateException("more records than there are");
  }

  private void forget(Instant now) {
    Instant oldest = now.minus(SLICE.multipliedBy(SLICES));
    while (!slices.isEmpty() && !slices.getFirst().from().isAfter(oldest)) {
      slices.removeFirst();
    }
  }
}
