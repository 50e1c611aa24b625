package io.footfall.report.spark;

import io.footfall.runtime.core.lifecycle.PassReport.Merge;
import io.footfall.schema.spark.ReportTables;
import io.footfall.schema.spark.Tables;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A warehouse of sessions and users, row by row as SQL. */
abstract class MergingTestBase {
  /** 2026-03-01T10:00:00Z. */
  static final long TEN = 1_772_359_200;

  @TempDir Path dir;
  Warehouse warehouse;
  Merging merging;

  @BeforeEach
  void open() {
    warehouse = new Warehouse(dir);
    merging = new Merging(warehouse.spark().newSession(), warehouse.config(), Clock.systemUTC());
    SparkSession.setActiveSession(merging.session());
  }

  @AfterEach
  void close() {
    SparkSession.clearActiveSession();
  }

  /** How many data files were new. */
  int merge() {
    return Stream.of(new SessionsMerger(), new JourneysMerger())
        .flatMap(merger -> merger.merge(merging).stream())
        .mapToInt(Merge::files)
        .sum();
  }

  Dataset<Row> read() {
    return warehouse.read(ReportTables.SESSIONS);
  }

  List<String> journeys(String... columns) {
    return warehouse.rows(
        warehouse.read(ReportTables.USER_JOURNEYS).drop("updated_at").selectExpr(columns));
  }

  /**
   * A row of {@code session_updates}.
   *
   * @param start in seconds after ten
   * @param end likewise
   */
  static String session(
      String id,
      String user,
      int generation,
      int revision,
      String status,
      long start,
      long end,
      long events,
      String channel) {
    return "('%s', '%s', %d, %dL, '%s', %d, %d, %dL, %s)"
        .formatted(
            id,
            user.replace("'", "\\'"),
            generation,
            revision,
            status,
            TEN + start,
            TEN + end,
            events,
            channel == null ? "CAST(NULL AS STRING)" : "'" + channel + "'");
  }

  static String cohort(String user, int level, int sign) {
    return "cohort:('%s', %d, %d)".formatted(user.replace("'", "\\'"), level, sign);
  }

  /** One commit of rows of one of the two. */
  void append(String... rows) {
    warehouse.append(
        rows[0].startsWith("cohort:") ? Tables.FUNNEL_UPDATES : Tables.SESSION_UPDATES, sql(rows));
  }

  Dataset<Row> rows(String... rows) {
    return merging.session().sql(sql(rows));
  }

  static String sql(String... rows) {
    if (rows[0].startsWith("cohort:")) {
      return """
          SELECT 'purchase' AS funnel, 'h' AS definition_hash, user AS user_id,
            timestamp_seconds(%d) AS cohort, 'UPDATE' AS kind, sign, level,
            transform(sequence(1, level), s -> timestamp_seconds(s)) AS step_times,
            CAST(map() AS MAP<STRING, STRING>) AS breakdown, false AS capped,
            CAST(NULL AS STRING) AS last_step, CAST(NULL AS STRING) AS item_id,
            CAST(NULL AS DECIMAL(18, 4)) AS amount, CAST(NULL AS STRING) AS currency,
            CAST(NULL AS STRING) AS reason, 0 AS generation,
            timestamp_seconds(0) AS kafka_timestamp, timestamp_seconds(0) AS watermark,
            timestamp_seconds(0) AS ingested_at, DATE '2026-03-01' AS commit_date
          FROM VALUES %s AS t(user, level, sign)
          """
          .formatted(TEN, String.join(", ", rows).replace("cohort:", ""));
    }
    return """
        SELECT id AS session_id, user AS user_id, generation, revision, status, false AS final,
          CAST(NULL AS STRING) AS merged_into, CAST(NULL AS STRING) AS split_reason,
          timestamp_seconds(start) AS start_time, timestamp_seconds(end) AS end_time,
          (end - start) * 1000000L AS duration_micros, events,
          map('order', 1L, 'view', events - 1) AS events_by_type,
          CAST(NULL AS STRING) AS first_page, CAST(NULL AS STRING) AS last_page,
          map('EUR', CAST(events AS DECIMAL(38, 4))) AS ordered,
          map('EUR', CAST(events / 2 AS DECIMAL(38, 4))) AS paid, channel,
          CAST(NULL AS STRING) AS device, CAST(NULL AS STRING) AS campaign, 0L AS duplicates,
          0L AS conflicts, false AS is_bot, false AS is_bounce, false AS capped,
          false AS truncated, 0 AS source_epoch, timestamp_seconds(end) AS kafka_timestamp,
          timestamp_seconds(end) AS watermark, timestamp_seconds(end) AS ingested_at,
          DATE '2026-03-01' AS commit_date
        FROM VALUES %s AS t(id, user, generation, revision, status, start, end, events, channel)
        """
        .formatted(String.join(", ", rows));
  }
}
