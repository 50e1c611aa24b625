package io.footfall.cli.demo;

import io.footfall.report.spark.ReportPass;
import io.footfall.runtime.delta.Pinned;
import io.footfall.schema.spark.ReportTables;
import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Merges, and compares the merged table with {@code events}, which the first section has compared
 * with what was sent. Over all that is in the tables, since a merged row tells nothing of offsets.
 */
final class ReportSection implements DemoSection {

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
    List<SectionResult.Line> lines = new ArrayList<>();
    events.forEach(
        (type, count) ->
            lines.add(
                new SectionResult.Line(
                    type + " in event_stats", count, merged.getOrDefault(type, 0L))));
    List<String> differences = new ArrayList<>();
    if (!events.equals(merged)) {
      differences.add("event_stats: events hold %s, merged %s".formatted(events, merged));
    }
    long total = merged.values().stream().mapToLong(Long::longValue).sum();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("merged_events", total);
    json.put("events_by_type", merged);
    return new SectionResult(
        name(), lines, json, differences, List.of(), "merged %,d".formatted(total));
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
