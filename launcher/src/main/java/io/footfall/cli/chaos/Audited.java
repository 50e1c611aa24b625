package io.footfall.cli.chaos;

import io.footfall.cli.audit.Check;
import io.footfall.cli.audit.Outcome;
import io.footfall.funnel.spark.FunnelTables;
import io.footfall.ingest.spark.IngestTables;
import io.footfall.report.ReportJob;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.session.spark.SessionTables;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * What {@code footfall audit} says of a job's tables at the end, and {@link MergedTables} of those
 * that are merged.
 *
 * @param text what it says; the summary last
 */
record Audited(String job, boolean holds, List<String> text) {
  private static final Map<String, Check> CHECKS =
      Map.of(
          IngestTables.JOB, Check.OFFSETS,
          SessionTables.JOB, Check.SESSIONS,
          FunnelTables.JOB, Check.FUNNELS);

  Audited {
    text = List.copyOf(text);
  }

  /** Audits; a job that has written nothing does not hold. */
  static Audited of(String job, SparkSession spark, FootfallConfig config) {
    if (job.equals(ReportJob.NAME)) {
      return MergedTables.audit(spark, config);
    }
    return CHECKS
        .get(job)
        .run(spark, config)
        .map(outcome -> new Audited(job, outcome.holds(), text(outcome)))
        .orElse(new Audited(job, false, List.of(job + " has recorded nothing")));
  }

  private static List<String> text(Outcome outcome) {
    return outcome.holds() ? List.of(outcome.summary()) : outcome.lines();
  }
}
