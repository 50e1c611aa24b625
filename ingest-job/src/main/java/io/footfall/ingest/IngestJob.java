package io.footfall.ingest;

import io.footfall.ingest.spark.IngestSink;
import io.footfall.runtime.spark.JobPlan;
import io.footfall.runtime.spark.KafkaSource;
import io.footfall.runtime.spark.RunMode;
import io.footfall.runtime.spark.RunningJob;
import io.footfall.runtime.spark.sink.BatchListener;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * Kafka to {@code events}, {@code quarantine}, {@code event_stats_partial} and {@code offset_gaps}:
 * one read, one parse, no shuffle.
 */
public final class IngestJob {
  public static final String NAME = "ingest";

  /** Committed before {@code events}, in this order. */
  public static final List<TableLayout> FOLLOWERS =
      List.of(Tables.QUARANTINE, Tables.EVENT_STATS_PARTIAL, Tables.OFFSET_GAPS);

  private IngestJob() {}

  /**
   * Finds out everything that could be wrong, and writes nothing.
   *
   * @param bootstrapServers the configured broker, or the embedded one
   */
  public static JobPlan plan(SparkSession spark, FootfallConfig config, String bootstrapServers) {
    return JobPlan.make(spark, config, NAME, bootstrapServers, Tables.EVENTS, FOLLOWERS);
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
