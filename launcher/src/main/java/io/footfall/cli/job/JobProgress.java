package io.footfall.cli.job;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.runtime.core.Batch;
import io.footfall.runtime.core.lifecycle.PassReport;
import io.footfall.runtime.spark.BatchLog;
import io.footfall.runtime.spark.sink.BatchListener;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What a running job has committed so far. Written by the stream's thread, read by any. */
public final class JobProgress implements BatchListener {
  private final BatchLog log = new BatchLog();
  private final Map<String, Long> counts = new ConcurrentHashMap<>();
  private final Map<KafkaPartition, Long> ends = new ConcurrentHashMap<>();
  private final AtomicLong batches = new AtomicLong();
  private final AtomicLong records = new AtomicLong();

  @Override
  public void committed(Batch batch, Map<String, Long> batchCounts) {
    batchCounts.forEach((name, count) -> counts.merge(name, count, Long::sum));
    batch
        .ranges()
        .forEach(
            (partition, range) -> {
              ends.put(partition, range.until());
              records.addAndGet(range.size());
            });
    batches.incrementAndGet();
    log.committed(batch, batchCounts);
  }

  /** A pass over tables; what counts is how many data files of its sources were new. */
  void merged(PassReport pass) {
    pass.files().forEach((table, count) -> counts.merge(table, (long) count, Long::sum));
    batches.incrementAndGet();
  }

  public long batches() {
    return batches.get();
  }

  /** Rows by what became of them. */
  public Map<String, Long> counts() {
    return new TreeMap<>(counts);
  }

  /** Records, by their offsets, of all batches committed. */
  public long records() {
    return records.get();
  }

  /** True when everything below these ends is committed. */
  public boolean reached(Map<KafkaPartition, OffsetRange> wanted) {
    return wanted.entrySet().stream()
        .allMatch(entry -> ends.getOrDefault(entry.getKey(), -1L) >= entry.getValue().until());
  }
}
