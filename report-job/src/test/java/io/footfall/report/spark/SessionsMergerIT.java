package io.footfall.report.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.tables.DeltaTable;
import io.footfall.runtime.delta.Corrections;
import io.footfall.runtime.delta.DeltaTables;
import io.footfall.runtime.delta.LatestSessions;
import io.footfall.runtime.delta.MergeTarget;
import io.footfall.schema.core.error.FootfallException;
import io.footfall.schema.spark.CorrectionTables;
import io.footfall.schema.spark.ReportTables;
import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of sessions and users. */
class SessionsMergerIT {
  /** 2026-03-01T10:00:00Z. */
  private static final long TEN = 1_772_359_200;

  @TempDir private Path dir;
  private Warehouse warehouse;
  private Merging merging;

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

  @Test
  void keepsTheLatestOfEachSessionAndDropsWhatWasMergedAway() {
    append(
        session("a", "o'neill", 0, 1, "OPEN", 0, 60, 3, "web"),
        session("b", "o'neill", 0, 1, "OPEN", 900, 960, 2, "app"),
        session("c", "u2", 0, 1, "OPEN", 0, 0, 1, null));
    merge();
    assertThat(journeys("user_id", "sessions", "events", "last_channel", "in_session"))
        .containsExactly("[o'neill,2,5,app,true]", "[u2,1,1,null,true]");
    append(
        session("b", "o'neill", 0, 2, "MERGED", 900, 0, 0, null),
        session("a", "o'neill", 0, 2, "CLOSED", 0, 960, 6, "web"),
        session("d", "u2", 0, 1, "OPEN", 90_000, 90_060, 4, "tv"));
    merge();
    assertThat(
            warehouse.rows(
                read().selectExpr("session_id", "revision", "events", "element_at(paid, 'EUR')")))
        .containsExactly("[a,2,6,3.0000]", "[c,1,1,0.5000]", "[d,1,4,2.0000]");
    assertThat(
            journeys(
                "user_id",
                "sessions",
                "events",
                "last_session_id",
                "last_channel",
                "in_session",
                "element_at(paid, 'EUR')",
                "unix_seconds(last_seen) - unix_seconds(first_seen)"))
        .containsExactly("[o'neill,1,6,a,web,false,3.0000,960]", "[u2,2,5,d,tv,true,2.5000,90060]");
    assertEqualsOneComputationOfAll();
  }

  @Test
  void mergesNothingTwiceAndLooksOnlyAtTheDaysThatChanged() {
    List<String> rows = new ArrayList<>();
    for (int day = 0; day < 4; day++) {
      rows.add(session("s" + day, "u" + day, 0, 1, "CLOSED", day * 86_400L, 60, 2, "web"));
    }
    append(rows.toArray(String[]::new));
    merge();
    List<String> before = merged();
    assertThat(merge()).isZero();
    assertThat(merged()).isEqualTo(before);
    append(session("s3", "u3", 0, 2, "CLOSED", 3 * 86_400L, 120, 5, "web"));
    merge();
    assertThat(
            DeltaTable.forPath(
                    warehouse.spark(), ReportTables.SESSIONS.path(warehouse.config().warehouse()))
                .history(1)
                .selectExpr(
                    "operationMetrics['numTargetFilesRemoved']",
                    "operationMetrics['numTargetRowsCopied']",
                    "operationMetrics['numTargetRowsUpdated']")
                .first()
                .toString())
        .isEqualTo("[1,0,1]");
    assertEqualsOneComputationOfAll();
  }

  /** Whatever dies between two merges of sessions, users are told the same in the end. */
  @Test
  void usersAddUpThoughTheirMergeIsBehindOrCompactionCameBetween() {
    long seed = 20_260_301;
    Random random = new Random(seed);
    int[] revisions = new int[60];
    for (int round = 0; round < 4; round++) {
      List<String> rows = new ArrayList<>();
      for (int i = 0; i < 25; i++) {
        int id = random.nextInt(revisions.length);
        rows.add(
            session(
                "s" + id,
                "u" + id % 7,
                0,
                ++revisions[id],
                random.nextBoolean() ? "OPEN" : "CLOSED",
                id * 7_000L,
                60,
                1 + random.nextInt(9),
                id % 3 == 0 ? "app" : "web"));
      }
      append(rows.toArray(String[]::new));
      append(cohort("u" + round, 1 + round % 3, 1), cohort("u1", 1 + round % 3, 1));
      new SessionsMerger().merge(merging);
      if (round == 2) {
        DeltaTable.forPath(
                warehouse.spark(), ReportTables.SESSIONS.path(warehouse.config().warehouse()))
            .optimize()
            .executeCompaction();
      }
      if (round % 2 == 1) {
        new JourneysMerger().merge(merging);
      }
    }
    append(cohort("u1", 3, -1));
    merge();
    assertEqualsOneComputationOfAll();
    assertThat(journeys("user_id", "element_at(furthest, 'purchase')"))
        .as("seed " + seed)
        .contains("[u1,2]", "[u2,3]", "[u6,null]");
  }

  @Test
  void answersAndLiveViewsAreAsOfTheLastCommit() {
    append(session("a", "o'neill", 0, 1, "OPEN", 0, 60, 3, "web"));
    append(cohort("o'neill", 2, 1));
    merge();
    append(
        session("a", "o'neill", 0, 2, "CLOSED", 0, 70, 4, "web"),
        session("b", "u2", 0, 1, "OPEN", 0, 60, 1, "web"));
    append(cohort("u3", 1, 1));
    var spark = ReportSession.open(warehouse.spark(), warehouse.config());
    SessionAnswers sessions = new SessionAnswers(spark, warehouse.config());
    assertThat(
            sessions
                .of(
                    new SessionAnswers.Filter(
                        Optional.of("o'neill"), Optional.empty(), Optional.empty(), 9))
                .orElseThrow())
        .singleElement()
        .satisfies(row -> assertThat(row.<Long>getAs("events")).isEqualTo(4));
    assertThat(
            new JourneyAnswers(spark, warehouse.config())
                .of(List.of("o'neill", "nobody"), TimeRange.all(), 9)
                .orElseThrow())
        .singleElement()
        .satisfies(row -> assertThat(row.<Long>getAs("events")).isEqualTo(4));
    assertThat(LiveViews.register(spark, warehouse.config()))
        .containsExactly("sessions_live", "funnel_report_live", "user_journeys_live");
    assertThat(warehouse.rows(spark.table("sessions_live").selectExpr("session_id", "events")))
        .containsExactly("[a,4]", "[b,1]");
    assertThat(
            warehouse.rows(
                spark
                    .table("user_journeys_live")
                    .selectExpr(
                        "user_id",
                        "sessions",
                        "events",
                        "element_at(paid, 'EUR')",
                        "in_session",
                        "element_at(furthest, 'purchase')")))
        .containsExactly(
            "[o'neill,1,4,2.0000,false,2]", "[u2,1,1,0.5000,true,null]", "[u3,0,0,null,false,1]");
    assertThat(
            warehouse.rows(
                spark.table("funnel_report_live").selectExpr("step", "users", "rate", "abandoned")))
        .containsExactly("[1,2,1.0,0]", "[2,1,0.5,0]");
  }

  /** Also where the merge of updates is behind what was corrected. */
  @Test
  void correctionsWinAndNothingComesBackThatTheyTookAway() throws IOException {
    append(
        session("a", "o'neill", 0, 1, "CLOSED", 0, 60, 3, "web"),
        session("c", "u2", 0, 1, "CLOSED", 0, 0, 1, null));
    append(cohort("o'neill", 1, 1));
    merge();
    append(
        session("a", "o'neill", 0, 2, "CLOSED", 0, 60, 3, "web"),
        session("b", "o'neill", 0, 1, "CLOSED", 900, 960, 2, "app"));
    correct(
        Tables.SESSION_UPDATES,
        rows(
            session("a", "o'neill", 0, 3, "CLOSED", 0, 960, 7, "web"),
            session("b", "o'neill", 0, 2, "MERGED", 900, 0, 0, null),
            session("d", "u3", 0, 1, "CLOSED", 0, 0, 1, "tv")));
    correct(Tables.FUNNEL_UPDATES, rows(cohort("o'neill", 1, -1), cohort("o'neill", 2, 1)));

    var spark = ReportSession.open(warehouse.spark(), warehouse.config());
    assertThat(events(new SessionAnswers(spark, warehouse.config()).live(functions.lit(true))))
        .containsExactly("[a,7]", "[c,1]", "[d,1]");
    LiveViews.register(spark, warehouse.config());
    assertThat(events(Optional.of(spark.table("sessions_live"))))
        .containsExactly("[a,7]", "[c,1]", "[d,1]");
    assertThat(
            warehouse.rows(
                spark.table("funnel_report_live").where("users > 0").selectExpr("step", "users")))
        .containsExactly("[1,1]", "[2,1]");

    merge();
    assertThat(events(Optional.of(read()))).containsExactly("[a,7]", "[c,1]", "[d,1]");
    String[] journey = {
      "user_id", "sessions", "events", "last_session_id", "element_at(furthest, 'purchase')"
    };
    List<String> journeys = List.of("[o'neill,1,7,a,2]", "[u2,1,1,c,null]", "[u3,1,1,d,null]");
    assertThat(journeys(journey)).isEqualTo(journeys);
    assertThat(merge()).as("again").isZero();

    assertThat(restated(spark))
        .as("by the next run, where the one that corrected has died")
        .containsExactly(
            "sessions null events null 6.0000 9.0000",
            "sessions null ordered EUR 6.0000 9.0000",
            "sessions null paid EUR 3.0000 4.5000",
            "funnel_report 2 users null 0.0000 1.0000");
    assertThat(restated(spark)).as("again").isEmpty();
    assertThat(warehouse.read(CorrectionTables.RESTATEMENTS).count()).isEqualTo(4);

    forget(Tables.FUNNEL_UPDATES);
    forget(Tables.SESSION_UPDATES);
    merge();
    assertThat(events(Optional.of(read()))).containsExactly("[a,7]", "[c,1]", "[d,1]");
    assertThat(journeys(journey)).as("after all was merged anew").isEqualTo(journeys);
  }

  @Test
  void ofTwoReconciliationsAtOnceTheSlowerStops() {
    String folder = warehouse.config().warehouse();
    TableLayout layout = CorrectionTables.SESSION_CORRECTIONS;
    Corrections one = Corrections.open(merging.session(), folder, layout);
    Corrections other = Corrections.open(merging.session(), folder, layout);
    Dataset<Row> rows = rows(session("a", "u1", 0, 1, "CLOSED", 0, 60, 3, "web"));

    assertThat(one.append(rows)).isEqualTo(1);
    assertThatThrownBy(() -> other.append(rows))
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining(
            "another reconciliation has written to session_corrections since this one began");

    Corrections next = Corrections.open(merging.session(), folder, layout);
    assertThat(next.run()).isEqualTo(1);
    assertThat(next.append(rows)).isEqualTo(2);
    assertThat(warehouse.read(layout).count()).isEqualTo(2);
  }

  private List<String> restated(SparkSession spark) {
    return new Restatements(spark, warehouse.config(), Instant.now())
        .write().stream()
            .map(
                row ->
                    Stream.of("table_name", "step", "metric", "currency", "before", "after")
                        .map(column -> String.valueOf(row.<Object>getAs(column)))
                        .collect(Collectors.joining(" ")))
            .toList();
  }

  private List<String> events(Optional<Dataset<Row>> sessions) {
    return warehouse.rows(sessions.orElseThrow().selectExpr("session_id", "events"));
  }

  /** As a reconciliation does. */
  private void correct(TableLayout corrected, Dataset<Row> rows) {
    TableLayout layout =
        corrected.equals(Tables.SESSION_UPDATES)
            ? CorrectionTables.SESSION_CORRECTIONS
            : CorrectionTables.FUNNEL_CORRECTIONS;
    Corrections.open(merging.session(), warehouse.config().warehouse(), layout).append(rows);
  }

  /** The same rows in a table that is made anew, of which no position is known. */
  private void forget(TableLayout layout) throws IOException {
    String path = layout.path(warehouse.config().warehouse());
    List<Row> rows = warehouse.read(layout).collectAsList();
    try (Stream<Path> files = Files.walk(Path.of(path))) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(file -> assertThat(file.toFile().delete()).isTrue());
    }
    DeltaTables.forgetAll();
    MergeTarget.open(merging.session(), warehouse.config().warehouse(), layout);
    merging
        .session()
        .createDataFrame(rows, layout.schema())
        .write()
        .format("delta")
        .mode("append")
        .save(path);
  }

  private int merge() {
    return new SessionsMerger().merge(merging) + new JourneysMerger().merge(merging);
  }

  private Dataset<Row> read() {
    return warehouse.read(ReportTables.SESSIONS);
  }

  private List<String> merged() {
    List<String> rows = new ArrayList<>(warehouse.rows(read().drop("updated_at")));
    rows.addAll(journeys("*"));
    return rows;
  }

  private List<String> journeys(String... columns) {
    return warehouse.rows(
        warehouse.read(ReportTables.USER_JOURNEYS).drop("updated_at").selectExpr(columns));
  }

  private void assertEqualsOneComputationOfAll() {
    Dataset<Row> latest = LatestSessions.of(warehouse.read(Tables.SESSION_UPDATES));
    String[] session = {"session_id", "user_id", "revision", "status", "events", "paid"};
    assertThat(warehouse.rows(read().selectExpr(session)))
        .isEqualTo(warehouse.rows(latest.selectExpr(session)));
    latest.createOrReplaceTempView("latest");
    assertThat(
            warehouse.rows(
                warehouse
                    .read(ReportTables.USER_JOURNEYS)
                    .where("sessions > 0")
                    .selectExpr(
                        "user_id",
                        "sessions",
                        "events",
                        "element_at(paid, 'EUR')",
                        "last_session_id",
                        "in_session")))
        .isEqualTo(
            warehouse.rows(
                warehouse
                    .spark()
                    .sql(
                        "SELECT user_id, count(*), sum(events), sum(element_at(paid, 'EUR')),"
                            + " max_by(session_id, start_time), max_by(status = 'OPEN', start_time)"
                            + " FROM latest GROUP BY user_id")));
  }

  /**
   * A row of {@code session_updates}.
   *
   * @param start in seconds after ten
   * @param end likewise
   */
  private static String session(
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

  private static String cohort(String user, int level, int sign) {
    return "cohort:('%s', %d, %d)".formatted(user.replace("'", "\\'"), level, sign);
  }

  /** One commit of rows of one of the two. */
  private void append(String... rows) {
    warehouse.append(
        rows[0].startsWith("cohort:") ? Tables.FUNNEL_UPDATES : Tables.SESSION_UPDATES, sql(rows));
  }

  private Dataset<Row> rows(String... rows) {
    return merging.session().sql(sql(rows));
  }

  private static String sql(String... rows) {
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
