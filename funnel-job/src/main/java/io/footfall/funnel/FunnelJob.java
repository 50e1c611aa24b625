package io.footfall.funnel;

import io.footfall.funnel.spark.FunnelTables;
import io.footfall.funnel.spark.Funneling;
import io.footfall.runtime.spark.JobPlan;
import io.footfall.runtime.spark.RunMode;
import io.footfall.runtime.spark.RunningJob;
import io.footfall.runtime.spark.keyed.KeyedJob;
import io.footfall.runtime.spark.keyed.KeyedJobs;
import io.footfall.runtime.spark.sink.BatchListener;
import io.footfall.schema.core.config.FootfallConfig;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Kafka to {@code funnel_updates} and {@code funnel_late_events}. */
public final class FunnelJob {
  public static final String NAME = FunnelTables.JOB;

  private FunnelJob() {}

  /** What the runtime has to know of it, by what is kept and what was committed. */
  public static KeyedJob of(SparkSession spark, FootfallConfig config) {
    return Funneling.of(spark, config).job();
  }

  /**
   * Finds out everything that could be wrong, and writes nothing.
   *
   * @param bootstrapServers the configured broker, or the embedded one
   */
  public static JobPlan plan(SparkSession spark, FootfallConfig config, String bootstrapServers) {
    return KeyedJobs.plan(spark, config, bootstrapServers, of(spark, config));
  }

  /** The settings that cannot change over a checkpoint. */
  public static Map<String, String> frozen(FootfallConfig config) {
    return Funneling.frozen(config);
  }

  /** Makes the tables that are not there, keeps the definitions, and starts the query. */
  public static RunningJob start(
      SparkSession spark, JobPlan plan, RunMode mode, BatchListener listener) {
    Funneling funneling = Funneling.of(spark, plan.config());
    funneling.keep(spark, plan.config());
    return KeyedJobs.start(spark, funneling.job(), plan, mode, listener);
  }
}
