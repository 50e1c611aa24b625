package io.footfall.bench.spark;

import io.footfall.bench.core.BatchTime;
import io.footfall.bench.core.BenchErrors;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StateOperatorProgress;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryListener;
import org.apache.spark.sql.streaming.StreamingQueryProgress;

/** Every batch of what runs between {@link #of} and {@link #close}, as Spark reports it. */
final class BatchTimes extends StreamingQueryListener implements AutoCloseable {
  private static final long REPORT_SECONDS = 30;

  private final SparkSession spark;
  private final Queue<BatchTime> batches = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<UUID> ended = new LinkedBlockingQueue<>();

  private BatchTimes(SparkSession spark) {
    this.spark = spark;
  }

  static BatchTimes of(SparkSession spark) {
    BatchTimes times = new BatchTimes(spark);
    spark.streams().addListener(times);
    return times;
  }

  /** All batches with records of queries that have ended; Spark reports a moment later. */
  List<BatchTime> after(List<StreamingQuery> queries) {
    Set<UUID> open = new HashSet<>();
    queries.forEach(query -> open.add(query.runId()));
    try {
      while (!open.isEmpty()) {
        UUID run = ended.poll(REPORT_SECONDS, TimeUnit.SECONDS);
        if (run == null) {
          throw BenchErrors.failed("the report of batches", new TimeoutException("none came"));
        }
        open.remove(run);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw BenchErrors.interrupted(e);
    }
    return List.copyOf(batches);
  }

  @Override
  public void onQueryStarted(QueryStartedEvent event) {
    // Batches tell all there is to know.
  }

  @Override
  public void onQueryProgress(QueryProgressEvent event) {
    StreamingQueryProgress progress = event.progress();
    if (progress.numInputRows() > 0) {
      batches.add(
          new BatchTime(
              Instant.parse(progress.timestamp()),
              progress.batchDuration(),
              query(progress.name()),
              phases(progress)));
    }
  }

  /** Jobs name their queries PIPELINE/JOB. */
  private static String query(String name) {
    return name == null ? "query" : name.substring(name.lastIndexOf('/') + 1);
  }

  private static Map<String, Long> phases(StreamingQueryProgress progress) {
    Map<String, Long> phases = new TreeMap<>(progress.durationMs());
    phases.put("inputRows", progress.numInputRows());
    progress.sink().metrics().forEach((name, value) -> phases.put(name, Long.parseLong(value)));
    for (StateOperatorProgress state : progress.stateOperators()) {
      phases.merge("state.updates", state.allUpdatesTimeMs(), Long::sum);
      phases.merge("state.removals", state.allRemovalsTimeMs(), Long::sum);
      phases.merge("state.commit", state.commitTimeMs(), Long::sum);
      phases.merge("state.rows", state.numRowsTotal(), Long::sum);
      phases.merge("state.rowsUpdated", state.numRowsUpdated(), Long::sum);
      state
          .customMetrics()
          .forEach(
              (name, value) -> {
                if (name.endsWith("Latency") || name.endsWith("Ms")) {
                  phases.merge("state." + name, value, Long::sum);
                }
              });
    }
    return phases;
  }

  @Override
  public void onQueryTerminated(QueryTerminatedEvent event) {
    ended.add(event.runId());
  }

  @Override
  public void close() {
    spark.streams().removeListener(this);
  }
}
