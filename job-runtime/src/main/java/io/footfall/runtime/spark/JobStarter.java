package io.footfall.runtime.spark;

import io.footfall.runtime.spark.sink.BatchListener;
import io.footfall.schema.core.config.FootfallConfig;
import org.apache.spark.sql.SparkSession;

/** Plans and starts one job. */
public interface JobStarter {

  /**
   * Starts.
   *
   * @param bootstrapServers the configured broker, or the embedded one
   * @param listener hears of the job's batches
   * @throws io.footfall.schema.core.error.FootfallException when something is wrong; nothing is
   *     written then
   */
  RunningJob start(
      SparkSession spark,
      FootfallConfig config,
      String bootstrapServers,
      RunMode mode,
      BatchListener listener);
}
