package io.footfall.ingest;

import io.footfall.ingest.spark.IngestSink;
import io.footfall.ingest.spark.IngestTables;
import io.footfall.runtime.spark.JobPlan;
import io.footfall.runtime.spark.KafkaSource;
import io.footfall.runtime.spark.RunMode;
import io.footfall.runtime.spark.RunningJob;
import io.footfall.runtime.spark.sink.BatchListener;
import io.footfall.schema.core.config.FootfallConfig;
import org.apache.spark.sql.SparkSession;

/**
 * Kafka to {@code events}, {@code quarantine}, {@code event_stats_partial} and {@code offset_gaps}:
 * one read, one parse, no shuffle.
 */
public final class IngestJob {
  public static final String NAME = IngestTables.JOB;

  private IngestJob() {}

  /**
   * Finds out everything that could be wrong, and writes nothing.
   *
   * @param bootstrapServers the configured broker, or the embedded one
   */
  public static JobPlan plan(SparkSession spark, FootfallConfig config, String bootstrapServers) {
    return JobPlan.make(
        spark, config, NAME, bootstrapServers, IngestTables.AUTHORITY, IngestTables.FOLLOWERS);
  }

  /** Makes the tables that are not there, and starts the query. */
  public static RunningJob start(
      SparkSession spark, JobPlan plan, RunMode mode, BatchListener listener) {
    FootfallConfig config = plan.config();
    return RunningJob.start(
        plan,
        KafkaSource.read(
            spark,
            plan.bootstrapServers(),
            config.kafka(),
            config.source(),
            plan.start().offsets()),
        IngestSink.open(spark, plan, listener),
        mode,
        config.ingest().trigger());
  }
}
