package io.footfall.ingest;

import io.footfall.runtime.spark.JobMain;
import org.apache.spark.SparkUserAppException;

/** The ingest job under {@code spark-submit}. */
public final class IngestMain {

  private IngestMain() {}

  /** See {@code --help}. */
  public static void main(String[] args) throws SparkUserAppException {
    JobMain.run(
        IngestJob.NAME,
        args,
        (spark, config, bootstrapServers, mode, listener) ->
            IngestJob.start(
                spark, IngestJob.plan(spark, config, bootstrapServers), mode, listener));
  }
}
