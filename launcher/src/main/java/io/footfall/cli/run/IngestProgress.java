package io.footfall.cli.run;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.runtime.core.Batch;
import io.footfall.runtime.spark.BatchLog;
import io.footfall.runtime.spark.sink.BatchListener;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What a running ingest job has committed so far. Written by the stream's thread, read by any. */
public final class IngestProgress implements BatchListener {
  private final BatchLog log = new BatchLog();
  private final Map<String, Long> counts = new ConcurrentHashMap<>();
  private final Map<KafkaPartition, Long> ends = new ConcurrentHashMap<>();
  private final AtomicLong batches = new AtomicLong();

  @Override
  public void committed(Batch batch, Map<String, Long> batchCounts) {
    batchCounts.forEach((name, count) -> counts.merge(name, count, Long::sum));
    batch.ranges().forEach((partition, range) -> ends.put(partition, range.until()));
    batches.incrementAndGet();
    log.committed(batch, batchCounts);
  }

  public long batches() {
    return batches.get();
  }

  /** Rows by what became of them. */
  public Map<String, Long> counts() {
    return new TreeMap<>(counts);
  }

  /** Records committed to {@code events} or {@code quarantine}. */
  public long records() {
    return counts.getOrDefault("valid", 0L) + counts.getOrDefault("quarantined", 0L);
  }

  /** True when everything below these ends is committed. */
  public boolean reached(Map<KafkaPartition, OffsetRange> wanted) {
    return wanted.entrySet().stream()
        .allMatch(entry -> ends.getOrDefault(entry.getKey(), -1L) >= entry.getValue().until());
  }
}
