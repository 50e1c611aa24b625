package io.footfall.runtime.spark;

import io.footfall.schema.core.config.FootfallConfig;
import org.apache.spark.sql.SparkSession;

/** Plans and starts one job. */
public interface JobStarter {

  /**
   * Starts.
   *
   * @param bootstrapServers the configured broker, or the embedded one
   * @throws io.footfall.schema.core.error.FootfallException when something is wrong; nothing is
   *     written then
   */
  RunningJob start(
      SparkSession spark, FootfallConfig config, String bootstrapServers, RunMode mode);
}
