package io.footfall.session.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.footfall.runtime.core.keyed.KeyedMarks;
import io.footfall.runtime.delta.LatestSessions;
import io.footfall.runtime.delta.RecordedTable;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.core.config.SessionConfig;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Sessions that may still change, counted. */
public final class OpenSessions {

  private OpenSessions() {}

  /** One line: how many sessions are not final; empty when no session was ever recorded. */
  public static Optional<String> line(SparkSession spark, FootfallConfig config) {
    return SessionTables.recorded(spark, config)
        .map(table -> count(spark, config, table))
        .map(
            open ->
                String.format(
                    Locale.ROOT,
                    "sessions that stay open until the watermark passes them: %,d",
                    open));
  }

  private static long count(SparkSession spark, FootfallConfig config, RecordedTable table) {
    Dataset<Row> updates =
        spark
            .read()
            .format("delta")
            .option("versionAsOf", table.version())
            .load(SessionTables.AUTHORITY.path(config.warehouse()));
    return LatestSessions.of(updates.where(mayBeOpen(table, config.session())))
        .where("NOT final")
        .count();
  }

  /** So old that the watermark has passed it, no session is open: such files need not be read. */
  private static Column mayBeOpen(RecordedTable table, SessionConfig session) {
    Long watermark = table.marks().get(KeyedMarks.WATERMARK);
    if (watermark == null) {
      return lit(true);
    }
    Instant oldest =
        Instant.ofEpochMilli(watermark).minus(session.gap()).minus(session.maxDuration());
    return col("start_time").geq(lit(oldest));
  }
}
