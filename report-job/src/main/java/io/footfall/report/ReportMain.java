package io.footfall.report;

import io.footfall.runtime.spark.JobMain;
import org.apache.spark.SparkUserAppException;

/** The report job under {@code spark-submit}. */
public final class ReportMain {
  private ReportMain() {}

  /** See {@code --help}. */
  public static void main(String[] args) throws SparkUserAppException {
    JobMain.launch(
        ReportJob.NAME,
        args,
        (spark, config, mode, listener, environment) ->
            ReportJob.start(spark, config, mode, merged -> {}, environment));
  }
}
