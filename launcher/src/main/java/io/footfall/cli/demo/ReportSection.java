package io.footfall.cli.demo;

import io.footfall.cli.demo.SectionResult.Line;
import io.footfall.generator.core.SessionTruth;
import io.footfall.report.spark.ReportPass;
import io.footfall.runtime.delta.Pinned;
import io.footfall.schema.spark.ReportTables;
import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Merges, and compares: {@code event_stats} with {@code events}, which the first section has
 * compared with what was sent; {@code sessions} and {@code user_journeys} with what was sent. Over
 * all that is in the tables, since a merged row tells nothing of offsets.
 */
final class ReportSection implements DemoSection {
  private static final BigDecimal NOTHING = BigDecimal.ZERO.setScale(4);

  private final SessionTruth truth;

  /**
   * @param truth that the section of sessions has filled before
   */
  ReportSection(SessionTruth truth) {
    this.truth = truth;
  }

  @Override
  public String name() {
    return "report";
  }

  @Override
  public SectionResult compare(DemoRun run) {
    try (ReportPass pass = new ReportPass(run.spark(), run.config(), Clock.systemUTC())) {
      pass.run();
    }
    Map<String, Long> events = counts(rows(run, Tables.EVENTS).selectExpr("event_type", "1L AS n"));
    Map<String, Long> merged =
        counts(
            rows(run, ReportTables.EVENT_STATS)
                .where("grain = 'hour'")
                .selectExpr("event_type", "events AS n"));
    List<Line> lines = new ArrayList<>();
    events.forEach(
        (type, count) ->
            lines.add(new Line(type + " in event_stats", count, merged.getOrDefault(type, 0L))));
    List<String> differences = new ArrayList<>();
    if (!events.equals(merged)) {
      differences.add("event_stats: events hold %s, merged %s".formatted(events, merged));
    }
    SessionComparison sessions =
        SessionComparison.of(run.spark(), run.config(), truth, rows(run, ReportTables.SESSIONS));
    lines.add(new Line("sessions in sessions", sessions.expected(), sessions.found()));
    sessions.differences().forEach(line -> differences.add("sessions: " + line));
    Row users =
        rows(run, ReportTables.USER_JOURNEYS)
            .where("sessions > 0")
            .selectExpr("count(*)", "coalesce(sum(sessions), 0L)", "coalesce(sum(events), 0L)")
            .head();
    compare(
        "users in user_journeys", sessions.expectedUsers(), users.getLong(0), lines, differences);
    compare("  their sessions", sessions.expected(), users.getLong(1), lines, differences);
    compare("  their events", sessions.expectedEvents(), users.getLong(2), lines, differences);
    comparePaid(sessions.expectedPaid(), paid(run), lines, differences);
    long total = merged.values().stream().mapToLong(Long::longValue).sum();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("merged_events", total);
    json.put("events_by_type", merged);
    json.put("merged_sessions", sessions.found());
    json.put("merged_users", users.getLong(0));
    return new SectionResult(
        name(),
        lines,
        json,
        differences,
        List.of(),
        "merged %,d events and %,d sessions".formatted(total, sessions.found()));
  }

  private static void compare(
      String what, Object sent, Object found, List<Line> lines, List<String> differences) {
    lines.add(new Line(what, sent, found));
    if (!sent.equals(found)) {
      differences.add("%s: sent %s, found %s".formatted(what.strip(), sent, found));
    }
  }

  private static void comparePaid(
      Map<String, BigDecimal> sent,
      Map<String, BigDecimal> found,
      List<Line> lines,
      List<String> differences) {
    Set<String> currencies = new TreeSet<>(sent.keySet());
    currencies.addAll(found.keySet());
    for (String currency : currencies) {
      compare(
          "  what they paid, " + currency,
          sent.getOrDefault(currency, NOTHING),
          found.getOrDefault(currency, NOTHING),
          lines,
          differences);
    }
  }

  private static Map<String, BigDecimal> paid(DemoRun run) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    rows(run, ReportTables.USER_JOURNEYS)
        .selectExpr("explode(paid) AS (currency, amount)")
        .groupBy("currency")
        .sum("amount")
        .collectAsList()
        .forEach(row -> sums.put(row.getString(0), row.getDecimal(1).setScale(4)));
    return sums;
  }

  private static Dataset<Row> rows(DemoRun run, TableLayout table) {
    return Pinned.newest(run.spark(), run.warehouse(), table).orElseThrow().rows();
  }

  private static Map<String, Long> counts(Dataset<Row> rows) {
    Map<String, Long> counts = new TreeMap<>();
    rows.groupBy("event_type")
        .sum("n")
        .collectAsList()
        .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
    return counts;
  }
}
