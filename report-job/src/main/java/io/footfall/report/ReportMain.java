package io.footfall.report;

import io.footfall.runtime.spark.JobMain;
import org.apache.spark.SparkUserAppException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The report job under {@code spark-submit}. */
public final class ReportMain {
  private static final Logger LOG = LoggerFactory.getLogger(ReportMain.class);

  private ReportMain() {}

  /** See {@code --help}. */
  public static void main(String[] args) throws SparkUserAppException {
    JobMain.launch(
        ReportJob.NAME,
        args,
        (spark, config, mode, listener, environment) ->
            ReportJob.start(
                spark, config, mode, merged -> LOG.info("merged {}", merged), environment));
  }
}
