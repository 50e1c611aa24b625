package io.footfall.cli.report;

import io.footfall.cli.output.Column;
import io.footfall.cli.output.Rows;
import io.footfall.funnel.spark.FunnelReconciliation;
import io.footfall.report.core.Grain;
import io.footfall.schema.spark.ReportTables;
import io.footfall.session.spark.SessionReconciliation;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * What a reconciliation did.
 *
 * @param sessions empty where the session job has not run yet
 * @param funnels empty where the funnel job has not run yet
 * @param restated rows of {@code restatements}
 */
public record Reconciled(
    Instant since,
    ZoneId zone,
    Optional<SessionReconciliation.Outcome> sessions,
    Optional<FunnelReconciliation.Outcome> funnels,
    List<Row> restated) {

  private static final List<Column> COLUMNS =
      List.of(
          Column.left("table"),
          Column.left("time"),
          Column.left("funnel"),
          Column.right("step"),
          Column.left("metric"),
          Column.left("currency"),
          Column.right("before"),
          Column.right("after"),
          Column.right("change"));

  public Reconciled {
    restated = List.copyOf(restated);
  }

  /** One for each number that is another now. */
  public Rows rows() {
    return new Rows(COLUMNS, restated.stream().map(this::cells).toList());
  }

  private List<Object> cells(Row row) {
    String table = row.getAs("table_name");
    Grain grain = table.equals(ReportTables.SESSIONS.name()) ? Grain.DAY : Grain.MINUTE;
    BigDecimal before = row.getAs("before");
    BigDecimal after = row.getAs("after");
    return Arrays.asList(
        table,
        grain.label(row.<Timestamp>getAs("bucket").toInstant(), zone),
        row.getAs("funnel"),
        row.getAs("step"),
        row.getAs("metric"),
        row.getAs("currency"),
        number(before, row),
        number(after, row),
        number(after.subtract(before), row));
  }

  /** Counts are whole. */
  private static Number number(BigDecimal value, Row row) {
    return row.getAs("currency") == null ? (Number) value.longValueExact() : value;
  }

  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("since", since.toString());
    json.put("sessions", sessions.map(Reconciled::json).orElse(null));
    json.put("funnels", funnels.map(Reconciled::json).orElse(null));
    json.put("restated", rows().asMaps());
    return json;
  }

  private static Map<String, Object> json(SessionReconciliation.Outcome outcome) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("late_events", outcome.late());
    json.put("users", outcome.users());
    json.put("corrected_rows", outcome.rows());
    json.put("late_events_waiting", outcome.waiting());
    return json;
  }

  private static Map<String, Object> json(FunnelReconciliation.Outcome outcome) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("late_events", outcome.late());
    json.put("users", outcome.users());
    json.put("corrected_rows", outcome.rows());
    json.put("cohorts_waiting", outcome.waiting());
    json.put("unknown_definitions", outcome.unknown());
    return json;
  }

  /** For people; the last line is the verdict. */
  public List<String> summary() {
    List<String> lines = new ArrayList<>();
    lines.add(
        sessions
            .map(
                outcome ->
                    "sessions: %,d late events of %,d users, %,d rows corrected%s"
                        .formatted(
                            outcome.late(),
                            outcome.users(),
                            outcome.rows(),
                            waiting(outcome.waiting(), "late events are in sessions")))
            .orElse("sessions: the session job has not written here yet"));
    lines.add(
        funnels
            .map(
                outcome ->
                    "funnels: %,d late events of %,d users, %,d rows corrected%s"
                        .formatted(
                            outcome.late(),
                            outcome.users(),
                            outcome.rows(),
                            waiting(outcome.waiting(), "cohorts of users are")))
            .orElse("funnels: the funnel job has not written here yet"));
    funnels
        .map(FunnelReconciliation.Outcome::unknown)
        .orElse(List.of())
        .forEach(
            definition -> lines.add("funnels: left out, its definition is lost: " + definition));
    lines.add(
        restated.isEmpty()
            ? "reconcile: no number has changed"
            : "reconcile: %,d numbers restated".formatted(restated.size()));
    return lines;
  }

  private static String waiting(long count, String what) {
    return count == 0 ? "" : "; %,d %s not final yet: run this again later".formatted(count, what);
  }
}
