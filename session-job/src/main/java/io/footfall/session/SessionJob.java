package io.footfall.session;

import io.footfall.runtime.spark.RunMode;
import io.footfall.runtime.spark.RunningJob;
import io.footfall.runtime.spark.keyed.KeyedJob;
import io.footfall.runtime.spark.keyed.KeyedJobs;
import io.footfall.runtime.spark.sink.BatchListener;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.session.spark.OpenSessions;
import io.footfall.session.spark.SessionTables;
import io.footfall.session.spark.Sessionizing;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** Kafka to {@code session_updates} and {@code session_late_events}. */
public final class SessionJob {
  public static final String NAME = SessionTables.JOB;

  private SessionJob() {}

  /** What the runtime has to know of it. */
  public static KeyedJob of(FootfallConfig config) {
    return Sessionizing.job(config);
  }

  /** What it says at the end of a run that has read what the topic held. */
  public static Optional<String> conclude(SparkSession spark, FootfallConfig config) {
    return OpenSessions.line(spark, config);
  }

  /**
   * Plans and starts it: makes the tables that are not there, rebuilds a lost state.
   *
   * @param bootstrapServers the configured broker, or the embedded one
   */
  public static RunningJob start(
      SparkSession spark,
      FootfallConfig config,
      String bootstrapServers,
      RunMode mode,
      BatchListener listener) {
    KeyedJob job = of(config);
    return KeyedJobs.start(
        spark, job, KeyedJobs.plan(spark, config, bootstrapServers, job), mode, listener);
  }
}
