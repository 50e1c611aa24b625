package io.footfall.cli.chaos;

import io.footfall.ingest.spark.IngestTables;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetStore;
import io.footfall.offsets.core.Position;
import io.footfall.schema.core.error.FootfallException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Two that look on all the while: one at the offsets that each job publishes, which must never be
 * ahead of its table nor go back; and a stock Spark reader of {@code events}, which must only ever
 * see whole batches. Thread-safe.
 */
final class Watch implements AutoCloseable {
  private static final long PUBLISHED_MILLIS = 250;
  private static final long READER_MILLIS = 3_000;

  /** A look is followed by a pause of so many times its own length: drivers need the cores. */
  private static final int READER_REST = 4;

  private final Map<String, OffsetStore> published;
  private final Histories histories;
  private final RecordedHistory recorded;
  private final SparkSession spark;
  private final String events;
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
  private final Map<String, Map<KafkaPartition, Long>> copied = new TreeMap<>();
  private final List<Seen> seen = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private long publishedLooks;
  private long readerLooks;

  /** What the reader saw of a partition. */
  private record Seen(long version, KafkaPartition partition, long rows, long end) {}

  /** What was seen in all. */
  record Sights(long publishedLooks, long readerLooks, List<String> violations) {
    Sights {
      violations = List.copyOf(violations);
    }
  }

  private Watch(
      Map<String, OffsetStore> published, Histories histories, SparkSession spark, String events) {
    this.published = Map.copyOf(published);
    this.histories = histories;
    this.recorded = histories.byJob().get(IngestTables.JOB);
    this.spark = spark;
    this.events = events;
  }

  /**
   * Starts looking.
   *
   * @param published by job; closed with the watch
   * @param events the path of that table
   */
  static Watch start(
      Map<String, OffsetStore> published, Histories histories, SparkSession spark, String events) {
    Watch watch = new Watch(published, histories, spark, events);
    watch.every(PUBLISHED_MILLIS, () -> published.forEach(watch::lookAtPublished));
    watch.every(READER_MILLIS, watch::readAndRest);
    return watch;
  }

  private void every(long millis, Runnable look) {
    ScheduledFuture<?> unused =
        threads.scheduleWithFixedDelay(
            () -> {
              try {
                look.run();
              } catch (RuntimeException | Error e) {
                violated("a look failed: " + e);
              }
            },
            millis,
            millis,
            TimeUnit.MILLISECONDS);
  }

  private void lookAtPublished(String job, OffsetStore store) {
    Optional<Position> copy;
    try {
      copy = store.read();
    } catch (FootfallException e) {
      return; // the broker is away, as planned
    }
    // Read later, so at least as far.
    Map<KafkaPartition, Long> table = histories.byJob().get(job).ends();
    synchronized (this) {
      publishedLooks++;
      copy.ifPresent(
          position ->
              position.ends().forEach((partition, end) -> compare(job, partition, end, table)));
    }
  }

  private void compare(
      String job, KafkaPartition partition, long end, Map<KafkaPartition, Long> table) {
    long known = table.getOrDefault(partition, 0L);
    if (end > known) {
      violated(
          "%s has published %s %d, but its table has %d".formatted(job, partition, end, known));
    }
    Long before = copied.computeIfAbsent(job, name -> new TreeMap<>()).put(partition, end);
    if (before != null && end < before) {
      violated("%s has published %s %d after %d".formatted(job, partition, end, before));
    }
  }

  private void readAndRest() {
    long from = System.nanoTime();
    read();
    try {
      boolean unused =
          stopping.await(READER_REST * (System.nanoTime() - from), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    long version = recorded.version();
    Map<KafkaPartition, Long> ends = recorded.endsAt(version);
    if (ends.isEmpty()) {
      return;
    }
    List<Row> rows =
        spark
            .read()
            .format("delta")
            .option("versionAsOf", version)
            .load(events)
            .groupBy("kafka_topic", "kafka_partition")
            .agg(functions.count("*"), functions.max("kafka_offset"))
            .collectAsList();
    synchronized (this) {
      readerLooks++;
      for (Row row : rows) {
        KafkaPartition partition = new KafkaPartition(row.getString(0), row.getInt(1));
        long end = ends.getOrDefault(partition, 0L);
        if (row.getLong(3) >= end) {
          violated(
              "a reader of version %d saw %s %d, which is recorded up to %d only"
                  .formatted(version, partition, row.getLong(3), end));
        }
        seen.add(new Seen(version, partition, row.getLong(2), end));
      }
    }
  }

  private synchronized void violated(String what) {
    violations.add(what);
  }

  /** Looks no more. */
  @Override
  public void close() {
    stopping.countDown();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
    published.values().forEach(OffsetStore::close);
  }

  /** True while nothing was seen that should not be. */
  synchronized boolean holds() {
    return violations.isEmpty();
  }

  /**
   * What was seen, compared with what the finished table has below the same offsets: a reader that
   * saw fewer rows then has seen half a batch.
   */
  synchronized Sights finish() {
    Map<KafkaPartition, List<Long>> offsets = new TreeMap<>();
    spark
        .read()
        .format("delta")
        .load(events)
        .select("kafka_topic", "kafka_partition", "kafka_offset")
        .sort("kafka_topic", "kafka_partition", "kafka_offset")
        .toLocalIterator()
        .forEachRemaining(
            row ->
                offsets
                    .computeIfAbsent(
                        new KafkaPartition(row.getString(0), row.getInt(1)),
                        partition -> new ArrayList<>())
                    .add(row.getLong(2)));
    for (Seen each : seen) {
      long whole = below(offsets.getOrDefault(each.partition(), List.of()), each.end());
      if (each.rows() != whole) {
        violated(
            "a reader of version %d saw %d rows of %s below %d, where there are %d"
                .formatted(each.version(), each.rows(), each.partition(), each.end(), whole));
      }
    }
    return new Sights(publishedLooks, readerLooks, violations);
  }

  private static long below(List<Long> sorted, long end) {
    int found = Collections.binarySearch(sorted, end);
    return found < 0 ? -found - 1 : found;
  }
}
