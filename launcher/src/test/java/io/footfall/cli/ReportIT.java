package io.footfall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footfall.cli.context.Invocation;
import io.footfall.localkafka.SharedKafka;
import io.footfall.localkafka.TestKafka;
import io.footfall.runtime.spark.Sessions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Report tables, reports and audit of a generated shop, beside plain SQL over the events. */
@ExtendWith(SharedKafka.class)
class ReportIT {
  /** Its hours begin at half past. */
  private static final String ZONE = "Asia/Kolkata";

  @TempDir private Path dir;

  @Test
  void reportsAndAuditSayWhatPlainSqlSays(TestKafka kafka) throws Exception {
    TestTopic topic = TestTopic.create(kafka, "shop.report", 2);
    String[] place = {
      "--set",
      "footfall.data-dir=" + dir,
      "--set",
      "kafka.bootstrap.servers=" + topic.bootstrapServers(),
      "--set",
      "kafka.topic.user=" + topic.name(),
      "--set", // no table may depend on it
      "spark.sql.session.timeZone=" + ZONE
    };
    run(
        place,
        "generate",
        "--events",
        "12000",
        "--rate",
        "0",
        "--users",
        "400",
        "--malformed-ratio",
        "0.05",
        "--speedup",
        "3000",
        "--too-late-ratio",
        "0.05",
        "--start",
        Instant.now().minus(2, ChronoUnit.DAYS).toString());
    // Their time makes all before final.
    run(
        place,
        "generate",
        "--events",
        "20",
        "--rate",
        "0",
        "--seed",
        "7",
        "--too-late-ratio",
        "0",
        "--start",
        Instant.now().minus(1, ChronoUnit.HOURS).toString());
    runAll(place);

    JsonNode steps = report(place).get("groups").get(0).get("steps");
    JsonNode hours =
        ask(
            with(place, "--set", "footfall.report.zone=" + ZONE),
            "report",
            "stats",
            "--by",
            "hour");
    try (SparkSession spark = Sessions.open("test", Map.of(), Optional.of("local[2]"))) {
      PlainSql plain = PlainSql.inTime(spark, dir.resolve("warehouse"));
      assertSomeAreLateOrSentTwice(plain);
      assertTablesSayTheSame(plain);
      assertReportSaysTheSame(steps, plain);
      assertThat(lines(hours.get("stats"))).as("all rows").isEqualTo(plain.hoursIn(ZONE));
    }
    assertMaintenanceRemovesCopies(place);
    assertMendedRecordsAreReplayed(place);
    assertReconciledTablesSayWhatAllEventsSay(place);
    steps = report(place).get("groups").get(0).get("steps");

    assertRefuses(place, "no'such", "there is no funnel no'such. Name one of purchase");
    JsonNode byChannel = report(place, "--by", "channel").get("groups");
    List<String> channels = new ArrayList<>();
    long users = 0;
    for (JsonNode group : byChannel) {
      channels.add(group.get("value").asText());
      users += group.get("steps").get(0).get("users").asLong();
    }
    assertThat(channels).containsExactlyInAnyOrder("app", "web", "mobile-web");
    assertThat(users).isEqualTo(steps.get(0).get("users").asLong());
    Path warehouse = dir.resolve("warehouse");
    Files.move(warehouse.resolve("funnel_updates"), dir.resolve("away"));
    assertRefuses(place, "purchase", "there is no funnel_updates in " + warehouse);
  }

  private static void runAll(String[] place, String... more) {
    run(
        with(place, more),
        "run",
        "all",
        "--available-now",
        "--set",
        "footfall.source.max-offsets-per-trigger=3000");
  }

  private static void assertMaintenanceRemovesCopies(String[] place) throws IOException {
    long planned = copies(ask(place, "maintain", "--dry-run"));
    assertThat(planned).isPositive();
    assertThat(copies(ask(place, "maintain"))).isEqualTo(planned);
  }

  private static long copies(JsonNode maintained) {
    long rows = 0;
    for (JsonNode done : maintained.get("done")) {
      rows += done.get("task").asText().equals("duplicates") ? done.get("rows").asLong() : 0;
    }
    return rows;
  }

  private static void assertMendedRecordsAreReplayed(String[] place) throws IOException {
    String[] mended = {"--set", "footfall.mapping.user-id.accept-numbers=true"};
    JsonNode replayed = ask(with(place, mended), "quarantine", "replay");
    assertThat(replayed.get("sent").asLong()).as(replayed.toString()).isPositive();
    runAll(place, mended);
  }

  private void assertReconciledTablesSayWhatAllEventsSay(String[] place) throws IOException {
    JsonNode reconciled = reconcile(place);
    for (String part : List.of("sessions", "funnels")) {
      JsonNode of = reconciled.get(part);
      assertThat(of.get("corrected_rows").asLong()).as(part).isPositive();
      assertThat(of.path("late_events_waiting").asLong()).as(part).isZero();
      assertThat(of.path("cohorts_waiting").asLong()).as(part).isZero();
    }
    assertThat(reconciled.get("restated")).isNotEmpty();
    JsonNode steps = report(place).get("groups").get(0).get("steps");
    run(place, "run", "report", "--available-now");
    JsonNode again = reconcile(place);
    try (SparkSession spark = Sessions.open("test", Map.of(), Optional.of("local[2]"))) {
      PlainSql plain = PlainSql.ofAll(spark, dir.resolve("warehouse"));
      assertTablesSayTheSame(plain);
      assertReportSaysTheSame(steps, plain);
    }
    assertThat(again.get("sessions").get("corrected_rows").asLong()).isZero();
    assertThat(again.get("funnels").get("corrected_rows").asLong()).isZero();
    assertThat(again.get("restated")).isEmpty();
    assertOldRowsGoAndReportsStayAsTheyAre(place);
    assertThat(run(place, "audit").out())
        .contains(" + quarantine 0 + ", " + removals ", "audit: 3 of 3 checks hold");
  }

  private static void assertOldRowsGoAndReportsStayAsTheyAre(String[] place) throws IOException {
    JsonNode before = ask(place, "report", "stats");
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Invocation inTwoDays =
        new Invocation(
            new PrintWriter(out),
            new PrintWriter(err),
            Map.of(),
            Optional.empty(),
            false,
            false,
            Clock.offset(Clock.systemUTC(), Duration.ofDays(2)));
    String[] maintain = {
      "maintain",
      "-o",
      "json",
      "--set",
      "footfall.retention.quarantine=1 day",
      "--set",
      "footfall.retention.event-stats-partial=1 day"
    };
    assertThat(Main.run(inTwoDays, with(maintain, place))).as(err.toString()).isZero();
    Map<String, Long> removed = new TreeMap<>();
    for (JsonNode done : new ObjectMapper().readTree(out.toString()).get("done")) {
      if (done.get("task").asText().equals("retention")) {
        removed.merge(done.get("table").asText(), done.get("rows").asLong(), Long::sum);
      }
    }
    assertThat(removed)
        .containsOnlyKeys("quarantine", "quarantine_attempts", "event_stats_partial")
        .allSatisfy((table, rows) -> assertThat(rows).as(table).isPositive());
    assertThat(ask(place, "report", "stats")).isEqualTo(before);
  }

  private static JsonNode reconcile(String[] place) throws IOException {
    return ask(place, "report", "reconcile", "--since", "3d");
  }

  private static void assertSomeAreLateOrSentTwice(PlainSql plain) {
    assertThat(
            plain
                .row(
                    "SELECT (SELECT count(*) FROM session_late_events) > 0,"
                        + " (SELECT count(*) FROM funnel_late_events) > 0,"
                        + " (SELECT count(*) - count(DISTINCT event_id) FROM events) > 0")
                .toString())
        .as("late for sessions, late for funnels, sent twice")
        .isEqualTo("[true,true,true]");
  }

  private static void assertTablesSayTheSame(PlainSql plain) {
    assertThat(
            plain.lines(
                "SELECT grain, bucket, event_type, channel, currency, events, amount FROM"
                    + " event_stats"))
        .isEqualTo(plain.stats());
    assertThat(plain.wrongEstimates()).isZero();
    assertThat(
            plain.lines(
                "SELECT user_id, start_time, end_time, events,"
                    + " coalesce(element_at(events_by_type, 'view'), 0), channel, "
                    + entries("ordered")
                    + ", "
                    + entries("paid")
                    + " FROM sessions"))
        .isEqualTo(plain.sessions());
    assertThat(
            plain.lines(
                "SELECT user_id, first_seen, last_seen, sessions, events, orders, "
                    + entries("ordered")
                    + ", "
                    + entries("paid")
                    + ", element_at(furthest, 'purchase'), last_channel, in_session"
                    + " FROM user_journeys WHERE sessions > 0"))
        .isEqualTo(plain.journeys());
    assertThat(
            plain.lines(
                "SELECT cohort, step, breakdown_field, breakdown, users, rate, rate_from_previous,"
                    + " p50_seconds, p90_seconds, abandoned FROM funnel_report"))
        .isEqualTo(plain.funnel());
  }

  /** A map's entries in order; null for none. */
  private static String entries(String column) {
    return "IF(cardinality(%s) = 0, NULL, array_sort(map_entries(%s)))".formatted(column, column);
  }

  private static void assertReportSaysTheSame(JsonNode steps, PlainSql sql) {
    Row plain =
        sql.row(
            """
            SELECT count(*), count(t2), count(t3), count(t4),
              percentile((t2 - t1) / 1e6, 0.5), percentile((t3 - t2) / 1e6, 0.5),
              percentile((t4 - t3) / 1e6, 0.5), percentile((t2 - t1) / 1e6, 0.9)
            FROM chains
            """);
    assertThat(plain.getLong(3)).as("some paid").isPositive();
    for (int step = 0; step < 4; step++) {
      assertThat(steps.get(step).get("users").asLong()).isEqualTo(plain.getLong(step));
    }
    for (int step = 1; step < 4; step++) {
      assertThat(steps.get(step).get("median_seconds").asDouble())
          .isEqualTo(plain.getDouble(3 + step));
    }
    assertThat(steps.get(1).get("p90_seconds").asDouble()).isEqualTo(plain.getDouble(7));
  }

  private static void assertRefuses(String[] place, String funnel, String why) {
    Cli refused = Cli.run(with(new String[] {"report", "funnel", funnel}, place));
    assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(2);
    assertThat(refused.err()).contains(why).doesNotContain("\tat ");
  }

  private static JsonNode report(String[] place, String... more) throws IOException {
    return ask(place, with(new String[] {"report", "funnel", "purchase"}, more));
  }

  /** As rows of SQL are shown. */
  private static List<String> lines(JsonNode stats) {
    List<String> lines = new ArrayList<>();
    for (JsonNode row : stats) {
      lines.add(
          "[%s,%s,%s,%s]"
              .formatted(
                  row.get("time").asText(),
                  row.get("event_type").asText(),
                  row.get("channel").asText(),
                  row.get("events").asText()));
    }
    return lines.stream().sorted().toList();
  }

  private static JsonNode ask(String[] place, String... question) throws IOException {
    return new ObjectMapper().readTree(run(place, with(question, "-o", "json")).out());
  }

  private static Cli run(String[] place, String... command) {
    Cli cli = Cli.run(with(command, place));
    assertThat(cli.exitCode()).as(cli.toString()).isZero();
    return cli;
  }

  private static String[] with(String[] some, String... more) {
    return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
  }
}
