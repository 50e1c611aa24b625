package io.footfall.cli.report;

import io.footfall.cli.output.Column;
import io.footfall.cli.output.Printable;
import io.footfall.cli.output.Rows;
import io.footfall.funnel.spark.FunnelReport;
import io.footfall.funnel.spark.FunnelReport.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A funnel as people and programs read it. */
public record FunnelView(FunnelReport report) {
  private static final int BAR = 40;
  private static final String ABSENT = "(none)";

  /** One row per step, and per value of the breakdown. */
  public Rows rows() {
    boolean grouped = report.by().isPresent();
    List<Column> columns = new ArrayList<>();
    report.by().ifPresent(by -> columns.add(Column.left(by)));
    columns.addAll(
        List.of(
            Column.left("step"),
            Column.right("users"),
            Column.right("from_start_percent"),
            Column.right("from_previous_percent"),
            Column.right("median_seconds"),
            Column.right("p90_seconds"),
            Column.right("abandoned")));
    List<List<Object>> rows = new ArrayList<>();
    for (Map.Entry<String, List<Step>> group : report.groups().entrySet()) {
      for (Step step : group.getValue()) {
        List<Object> cells = new ArrayList<>();
        if (grouped) {
          cells.add(shown(group.getKey()));
        }
        cells.add(step.name());
        cells.add(step.users());
        cells.add(percent(step, first(group.getValue())));
        cells.add(percent(step, previous(group.getValue(), step)));
        cells.add(step.medianSeconds());
        cells.add(step.p90Seconds());
        cells.add(step.abandoned());
        rows.add(cells);
      }
    }
    return new Rows(columns, rows);
  }

  /** A bar per step, as long as its users are of the first step's. */
  public List<String> chart() {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, List<Step>> group : report.groups().entrySet()) {
      if (report.by().isPresent()) {
        lines.add(Printable.of("%s = %s".formatted(report.by().get(), shown(group.getKey()))));
      }
      int width =
          group.getValue().stream()
              .mapToInt(step -> Printable.of(step.name()).length())
              .max()
              .orElse(0);
      for (Step step : group.getValue()) {
        Double percent = percent(step, first(group.getValue()));
        double share = percent == null ? 0 : percent / 100;
        lines.add(
            String.format(
                Locale.ROOT,
                "%-" + width + "s  %-" + BAR + "s  %,d (%.1f%%)",
                Printable.of(step.name()),
                "\u2588".repeat((int) Math.round(share * BAR)),
                step.users(),
                share * 100));
      }
    }
    return lines;
  }

  private static String shown(String value) {
    return value == null ? ABSENT : value;
  }

  /** The whole as one object. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("funnel", report.funnel());
    json.put("definition_hash", report.definition());
    json.put("former_definitions", report.former());
    json.put("since", report.since().map(Object::toString).orElse(null));
    json.put("until", report.until().map(Object::toString).orElse(null));
    json.put("by", report.by().orElse(null));
    List<Map<String, Object>> groups = new ArrayList<>();
    report
        .groups()
        .forEach(
            (value, steps) -> {
              Map<String, Object> group = new LinkedHashMap<>();
              report.by().ifPresent(by -> group.put("value", value));
              group.put("steps", steps.stream().map(step -> json(step, steps)).toList());
              groups.add(group);
            });
    json.put("groups", groups);
    return json;
  }

  private static Map<String, Object> json(Step step, List<Step> steps) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("step", step.number());
    json.put("name", step.name());
    json.put("users", step.users());
    json.put("from_start_percent", percent(step, first(steps)));
    json.put("from_previous_percent", percent(step, previous(steps, step)));
    json.put("median_seconds", step.medianSeconds());
    json.put("p90_seconds", step.p90Seconds());
    json.put("abandoned", step.abandoned());
    return json;
  }

  /** What the numbers are about, and what they are not. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        "funnel %s, definition %s; a user counts once in each cohort"
            .formatted(report.funnel(), report.definition()));
    if (!report.former().isEmpty()) {
      notes.add("not in these numbers: former definitions " + String.join(", ", report.former()));
    }
    return notes;
  }

  private static Step first(List<Step> steps) {
    return steps.get(0);
  }

  private static Step previous(List<Step> steps, Step step) {
    return steps.get(Math.max(0, step.number() - 2));
  }

  /** Null where nobody was there before. */
  private static Double percent(Step step, Step of) {
    return of.users() == 0 ? null : (Double) (100.0 * step.users() / of.users());
  }
}
