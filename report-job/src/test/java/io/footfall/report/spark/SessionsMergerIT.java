package io.footfall.report.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.tables.DeltaTable;
import io.footfall.runtime.delta.LatestSessions;
import io.footfall.schema.spark.ReportTables;
import io.footfall.schema.spark.Tables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Of sessions and users. */
class SessionsMergerIT extends MergingTestBase {
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
                        Optional.of("o'neill"), Optional.empty(), TimeRange.all(), 9))
                .orElseThrow())
        .singleElement()
        .satisfies(row -> assertThat(row.<Long>getAs("events")).isEqualTo(4));
    assertThat(in(sessions, 65, 80)).as("went on until 70").containsExactly("a");
    assertThat(in(sessions, -10, 1)).as("had begun").containsExactlyInAnyOrder("a", "b");
    assertThat(in(sessions, -10, 0)).as("began when it was over").isEmpty();
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
                        "element_at(furthest, 'purchase')",
                        "size(paid)",
                        "size(furthest)")))
        .as("nothing is an empty map, as in the table")
        .containsExactly(
            "[o'neill,1,4,2.0000,false,2,1,1]",
            "[u2,1,1,0.5000,true,null,1,0]",
            "[u3,0,0,null,false,1,0,1]");
    assertThat(
            warehouse.rows(
                spark.table("funnel_report_live").selectExpr("step", "users", "rate", "abandoned")))
        .containsExactly("[1,2,1.0,0]", "[2,1,0.5,0]");
  }

  private List<String> merged() {
    List<String> rows = new ArrayList<>(warehouse.rows(read().drop("updated_at")));
    rows.addAll(journeys("*"));
    return rows;
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

  /** Sessions that went on between these seconds after ten. */
  private static List<String> in(SessionAnswers sessions, long since, long until) {
    TimeRange range =
        new TimeRange(
            Optional.of(Instant.ofEpochSecond(TEN + since)),
            Optional.of(Instant.ofEpochSecond(TEN + until)));
    return sessions
        .of(new SessionAnswers.Filter(Optional.empty(), Optional.empty(), range, 9))
        .orElseThrow()
        .stream()
        .map(row -> row.<String>getAs("session_id"))
        .toList();
  }
}
