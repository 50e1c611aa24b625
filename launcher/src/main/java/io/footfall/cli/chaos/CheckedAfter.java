package io.footfall.cli.chaos;

import io.footfall.funnel.spark.FunnelTables;
import io.footfall.ingest.spark.OffsetAudit;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.spark.TableLayout;
import io.footfall.session.spark.SessionTables;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/**
 * What was checked when the driver of one fault was dead, and no other had started.
 *
 * @param missing recorded offsets that stand in no table
 * @param doubled offsets that stand more than once
 * @param doubledRows revisions of sessions that stand more than once, and users whose signed rows
 *     for a cohort do not add up to one or none
 * @param watched whether those who look on had seen nothing wrong so far, and no job has recorded
 *     an end below an earlier one
 */
record CheckedAfter(long missing, long doubled, long doubledRows, boolean watched) {

  /** Checks what there is so far. */
  static CheckedAfter of(
      SparkSession spark, FootfallConfig config, Watch watch, Histories histories) {
    OffsetAudit.Report audit = OffsetAudit.run(spark, config.warehouse(), config.pipeline());
    long rows = 0;
    if (histories.byJob().containsKey(SessionTables.JOB)) {
      rows +=
          groups(
              spark,
              SessionTables.AUTHORITY,
              config,
              "session_id, generation, revision",
              "count(*) > 1");
    }
    if (histories.byJob().containsKey(FunnelTables.JOB)) {
      rows +=
          groups(
              spark,
              FunnelTables.AUTHORITY,
              config,
              "funnel, definition_hash, user_id, cohort",
              "sum(if(kind = 'UPDATE', sign, 0)) NOT IN (0, 1)");
    }
    return new CheckedAfter(
        audit.missing(), audit.doubled(), rows, watch.holds() && histories.steppedBack().isEmpty());
  }

  private static long groups(
      SparkSession spark, TableLayout table, FootfallConfig config, String key, String having) {
    String path = table.path(config.warehouse());
    return Files.isDirectory(Path.of(path, "_delta_log"))
        ? spark
            .sql(
                "SELECT count(*) FROM (SELECT 1 FROM delta.`%s` GROUP BY %s HAVING %s)"
                    .formatted(path, key, having))
            .collectAsList()
            .get(0)
            .getLong(0)
        : 0;
  }

  boolean holds() {
    return missing == 0 && doubled == 0 && doubledRows == 0 && watched;
  }

  String text() {
    return holds()
        ? "offsets abut, rows stand once, copies and reader right"
        : "MISSING %,d, DOUBLED %,d offsets, %,d rows%s"
            .formatted(
                missing, doubled, doubledRows, watched ? "" : ", COPY, READER OR RECORD WRONG");
  }
}
