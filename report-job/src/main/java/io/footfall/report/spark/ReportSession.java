package io.footfall.report.spark;

import io.footfall.schema.core.config.FootfallConfig;
import org.apache.spark.sql.SparkSession;

/** A session for questions: days and hours begin where {@code footfall.report.zone} says. */
public final class ReportSession {
  private ReportSession() {}

  /** One of its own, beside the given one. */
  public static SparkSession open(SparkSession spark, FootfallConfig config) {
    SparkSession session = spark.newSession();
    session.conf().set("spark.sql.session.timeZone", config.report().zone().getId());
    return session;
  }
}
