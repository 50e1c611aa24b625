package io.footfall.funnel;

import io.footfall.runtime.spark.JobMain;
import org.apache.spark.SparkUserAppException;

/** The funnel job under {@code spark-submit}. */
public final class FunnelMain {

  private FunnelMain() {}

  /** See {@code --help}. */
  public static void main(String[] args) throws SparkUserAppException {
    JobMain.run(
        FunnelJob.NAME,
        args,
        (spark, config, bootstrapServers, mode, listener) ->
            FunnelJob.start(
                spark, FunnelJob.plan(spark, config, bootstrapServers), mode, listener));
  }
}
