package io.footfall.session;

import io.footfall.runtime.spark.JobMain;
import org.apache.spark.SparkUserAppException;

/** The session job under {@code spark-submit}. */
public final class SessionMain {

  private SessionMain() {}

  /** See {@code --help}. */
  public static void main(String[] args) throws SparkUserAppException {
    JobMain.run(SessionJob.NAME, args, SessionJob::start, SessionJob::conclude);
  }
}
