package io.footfall.runtime.metrics;

import io.footfall.runtime.core.metrics.BatchProgress;
import io.footfall.runtime.core.metrics.BatchProgress.State;
import io.footfall.runtime.core.metrics.JobMetrics;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StateOperatorProgress;
import org.apache.spark.sql.streaming.StreamingQueryListener;
import org.apache.spark.sql.streaming.StreamingQueryProgress;

/** Takes what Spark tells of the batches of our queries, known by their names. */
final class ProgressListener extends StreamingQueryListener implements Part {
  private final SparkSession spark;
  private final Map<String, JobMetrics> byQuery = new TreeMap<>();

  private ProgressListener(SparkSession spark) {
    this.spark = spark;
  }

  static ProgressListener listen(
      SparkSession spark, String pipeline, Map<String, JobMetrics> jobs) {
    ProgressListener listener = new ProgressListener(spark);
    jobs.forEach((job, metrics) -> listener.byQuery.put(pipeline + "/" + job, metrics));
    spark.streams().addListener(listener);
    return listener;
  }

  @Override
  public void onQueryStarted(QueryStartedEvent event) {
    // The supervisor tells.
  }

  @Override
  public void onQueryProgress(QueryProgressEvent event) {
    StreamingQueryProgress progress = event.progress();
    JobMetrics job = progress.name() == null ? null : byQuery.get(progress.name());
    if (job != null) {
      job.progressed(of(progress));
    }
  }

  @Override
  public void onQueryTerminated(QueryTerminatedEvent event) {
    // The supervisor tells.
  }

  private static BatchProgress of(StreamingQueryProgress progress) {
    return new BatchProgress(
        progress.batchId(),
        Math.max(0, progress.numInputRows()),
        Map.copyOf(progress.durationMs()),
        watermark(progress),
        state(progress));
  }

  /** Spark's watermark before the first event is the epoch. */
  private static Optional<Instant> watermark(StreamingQueryProgress progress) {
    return Optional.ofNullable(progress.eventTime().get("watermark"))
        .map(Instant::parse)
        .filter(watermark -> watermark.isAfter(Instant.EPOCH));
  }

  private static Optional<State> state(StreamingQueryProgress progress) {
    if (progress.stateOperators().length == 0) {
      return Optional.empty();
    }
    long rows = 0;
    long bytes = 0;
    long updated = 0;
    long dropped = 0;
    for (StateOperatorProgress operator : progress.stateOperators()) {
      rows += operator.numRowsTotal();
      bytes += operator.memoryUsedBytes();
      updated += operator.numRowsUpdated();
      dropped += operator.numRowsDroppedByWatermark();
    }
    return Optional.of(new State(rows, bytes, updated, dropped));
  }

  @Override
  public void close() {
    spark.streams().removeListener(this);
  }
}
