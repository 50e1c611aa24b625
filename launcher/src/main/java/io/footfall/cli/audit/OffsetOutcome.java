package io.footfall.cli.audit;

import io.footfall.cli.output.Column;
import io.footfall.cli.output.Rows;
import io.footfall.ingest.spark.OffsetAudit;
import io.footfall.offsets.core.Coverage;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The offset audit as people and programs read it. */
record OffsetOutcome(OffsetAudit.Report report) implements Outcome {
  private static final List<TableLayout> TABLES =
      List.of(Tables.EVENTS, Tables.QUARANTINE, Tables.OFFSET_GAPS);

  @Override
  public String name() {
    return "offsets";
  }

  @Override
  public boolean holds() {
    return report.holds();
  }

  /** One row per partition. */
  @Override
  public Rows rows() {
    Rows rows =
        Rows.of(
            Column.left("partition"),
            Column.right("first"),
            Column.right("recorded_end"),
            Column.right(Tables.EVENTS.name()),
            Column.right(Tables.QUARANTINE.name()),
            Column.right(Tables.OFFSET_GAPS.name()),
            Column.right("missing"),
            Column.right("doubled"),
            Column.left("verdict"));
    for (Map.Entry<KafkaPartition, Coverage.Result> entry : report.partitions().entrySet()) {
      Coverage.Result result = entry.getValue();
      rows =
          rows.with(
              entry.getKey().toString(),
              result.recorded().from(),
              result.recorded().until(),
              found(result, Tables.EVENTS),
              found(result, Tables.QUARANTINE),
              found(result, Tables.OFFSET_GAPS),
              result.missingCount(),
              result.doubledCount(),
              result.holds() ? "holds" : "DOES NOT HOLD");
    }
    return rows;
  }

  /** What is wrong, offset by offset, and the summary last. */
  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    report.unreadable().forEach(file -> lines.add("unreadable: " + file));
    report
        .partitions()
        .forEach(
            (partition, result) -> {
              name(lines, partition, "missing", result.missing());
              name(lines, partition, "doubled", result.doubled());
              name(lines, partition, "not recorded", result.unrecorded());
            });
    lines.add(summary());
    return lines;
  }

  /** The equation. */
  @Override
  public String summary() {
    String found =
        TABLES.stream()
            .map(table -> String.format(Locale.ROOT, "%s %,d", table.name(), total(table)))
            .collect(Collectors.joining(" + "));
    long sum = TABLES.stream().mapToLong(this::total).sum();
    long recorded =
        report.partitions().values().stream().mapToLong(each -> each.recorded().size()).sum();
    return String.format(
        Locale.ROOT,
        "audit offsets: %s = %,d, recorded %,d; missing %,d, doubled %,d: %s",
        found,
        sum,
        recorded,
        report.missing(),
        report.doubled(),
        report.holds() ? "holds" : "DOES NOT HOLD");
  }

  /** The whole as one object. */
  @Override
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("holds", report.holds());
    json.put("missing", report.missing());
    json.put("doubled", report.doubled());
    json.put("partitions", rows().asMaps());
    json.put("missing_offsets", ranges(Coverage.Result::missing));
    json.put("doubled_offsets", ranges(Coverage.Result::doubled));
    json.put("unrecorded_offsets", ranges(Coverage.Result::unrecorded));
    json.put("unreadable_files", report.unreadable());
    return json;
  }

  private interface Part {
    List<OffsetRange> of(Coverage.Result result);
  }

  private List<Map<String, Object>> ranges(Part part) {
    List<Map<String, Object>> ranges = new ArrayList<>();
    report
        .partitions()
        .forEach(
            (partition, result) ->
                part.of(result)
                    .forEach(
                        range ->
                            ranges.add(
                                Map.of(
                                    "partition",
                                    partition.toString(),
                                    "from",
                                    range.from(),
                                    "until",
                                    range.until()))));
    return ranges;
  }

  private static void name(
      List<String> lines, KafkaPartition partition, String what, List<OffsetRange> ranges) {
    if (!ranges.isEmpty()) {
      lines.add(
          partition
              + " "
              + what
              + ": "
              + ranges.stream().map(OffsetOutcome::text).collect(Collectors.joining(", ")));
    }
  }

  private static String text(OffsetRange range) {
    return range.size() == 1
        ? Long.toString(range.from())
        : range.from() + "-" + (range.until() - 1);
  }

  private long total(TableLayout table) {
    return report.partitions().values().stream().mapToLong(each -> found(each, table)).sum();
  }

  private static long found(Coverage.Result result, TableLayout table) {
    return result.countByTable().getOrDefault(table.name(), 0L);
  }
}
