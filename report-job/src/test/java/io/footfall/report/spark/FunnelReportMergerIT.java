package io.footfall.report.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.schema.spark.ReportTables;
import io.footfall.schema.spark.Tables;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunnelReportMergerIT {
  private static final String TEN = "1772359200";
  private static final String ELEVEN = "1772362800";

  @TempDir private Path dir;
  private Warehouse warehouse;
  private ReportPass pass;

  @BeforeEach
  void open() {
    warehouse = new Warehouse(dir);
    pass = new ReportPass(warehouse.spark(), warehouse.config(), Clock.systemUTC());
  }

  @Test
  void countsTheTouchedCohortsAnewAndEqualsOneCountOfAll() {
    append(
        "('u1', %s, 'UPDATE', 1, array(0), 'web')".formatted(TEN),
        "('u3', %s, 'UPDATE', 1, array(0), 'app')".formatted(TEN),
        "('u9', %s, 'UPDATE', 1, array(0, 7), 'web')".formatted(ELEVEN));
    assertThat(pass.run().files()).containsOnlyKeys("funnel_report", "user_journeys");
    append(
        "('u1', %s, 'UPDATE', -1, array(0), 'web')".formatted(TEN),
        "('u1', %s, 'UPDATE', 1, array(0, 30), 'tv')".formatted(TEN),
        "('u2', %s, 'UPDATE', 1, array(5, 15), 'app')".formatted(TEN),
        "('u3', %s, 'ABANDONED', 0, array(0), 'app')".formatted(TEN));
    pass.run();
    assertThat(
            warehouse.rows(
                report()
                    .where("breakdown_field = '' AND unix_seconds(cohort) = " + TEN)
                    .selectExpr(
                        "step",
                        "users",
                        "round(rate, 3)",
                        "round(rate_from_previous, 3)",
                        "p50_seconds",
                        "abandoned")))
        .containsExactly("[1,3,1.0,1.0,null,1]", "[2,2,0.667,0.667,20.0,0]");
    assertThat(
            warehouse.rows(
                report()
                    .where("breakdown_field = 'channel' AND step = 1")
                    .selectExpr("breakdown", "users")))
        .as("nobody is left of those who came by the web at ten")
        .containsExactly("[app,2]", "[tv,1]", "[web,1]");
    assertThat(merged())
        .isEqualTo(
            warehouse.rows(plain(FunnelSteps.of(warehouse.read(Tables.FUNNEL_UPDATES), now()))));
  }

  @Test
  void keepsWhoCameWithAClockDaysAheadWhenOthersComeToTheCohort() {
    appendOn("2026-02-20", "('ahead', %s, 'UPDATE', 1, array(0), 'web')".formatted(TEN));
    pass.run();
    appendOn("2026-02-21", "('later', %s, 'UPDATE', 1, array(0), 'web')".formatted(TEN));
    pass.run();
    appendOn("2026-03-01", "('now', %s, 'UPDATE', 1, array(0), 'web')".formatted(TEN));
    pass.run();
    assertThat(warehouse.rows(report().where("breakdown_field = ''").select("step", "users")))
        .containsExactly("[1,3]");
  }

  @Test
  void mergesNothingTwice() {
    append("('u1', %s, 'UPDATE', 1, array(0, 9), 'web')".formatted(TEN));
    pass.run();
    List<String> before = merged();
    assertThat(pass.run().files()).isEmpty();
    assertThat(merged()).isEqualTo(before).hasSize(4);
  }

  private static Column now() {
    return functions.current_timestamp();
  }

  /** One commit. Step times are seconds after the cohort's beginning. */
  private void append(String... rows) {
    appendOn("2026-03-01", rows);
  }

  private void appendOn(String date, String... rows) {
    warehouse.append(
        Tables.FUNNEL_UPDATES,
        """
        SELECT 'purchase' AS funnel, 'h' AS definition_hash, user AS user_id,
          timestamp_seconds(start) AS cohort, kind, sign, size(steps) AS level,
          transform(steps, s -> timestamp_seconds(start + s)) AS step_times,
          map('channel', channel) AS breakdown, false AS capped, CAST(NULL AS STRING) AS last_step,
          CAST(NULL AS STRING) AS item_id, CAST(NULL AS DECIMAL(18, 4)) AS amount,
          CAST(NULL AS STRING) AS currency, CAST(NULL AS STRING) AS reason, 0 AS generation,
          timestamp_seconds(start) AS kafka_timestamp, timestamp_seconds(start) AS watermark,
          timestamp_seconds(start) AS ingested_at, DATE '%s' AS commit_date
        FROM VALUES %s AS t(user, start, kind, sign, steps, channel)
        """
            .formatted(date, String.join(", ", rows)));
  }

  private Dataset<Row> report() {
    return warehouse.read(ReportTables.FUNNEL_REPORT);
  }

  private List<String> merged() {
    return warehouse.rows(plain(report()));
  }

  private static Dataset<Row> plain(Dataset<Row> report) {
    return report.drop("updated_at");
  }
}
