package io.footfall.bench.spark;

import io.footfall.bench.core.BatchTime;
import io.footfall.bench.core.HealthMark;
import io.footfall.bench.core.Spread;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Looks at heap and threads at the end of each minute, after a full collection. */
final class HealthMonitor {
  private final boolean enabled;
  private final List<Mark> marks = new ArrayList<>();

  HealthMonitor(boolean enabled) {
    this.enabled = enabled;
  }

  /** As {@link HealthMark}, before the batches are known. */
  record Mark(int minute, long heapBytes, int threads) {

    HealthMark with(List<BatchTime> batches, Instant from) {
      Instant begin = from.plus(Duration.ofMinutes(minute - 1L));
      Instant end = begin.plus(Duration.ofMinutes(1));
      List<Double> millis =
          batches.stream()
              .filter(batch -> !batch.start().isBefore(begin) && batch.start().isBefore(end))
              .map(batch -> (double) batch.millis())
              .toList();
      return new HealthMark(minute, Spread.of(millis).median(), heapBytes, threads);
    }
  }

  /** Marks once for each whole minute that has passed. */
  void look(Duration measured) {
    if (!enabled || measured.toMinutes() <= marks.size()) {
      return;
    }
    System.gc();
    marks.add(
        new Mark(
            marks.size() + 1,
            ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
            ManagementFactory.getThreadMXBean().getThreadCount()));
  }

  List<Mark> marks() {
    return List.copyOf(marks);
  }
}
