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
      List.of(
          Tables.EVENTS,
          Tables.QUARANTINE,
          Tables.OFFSET_GAPS,
          Tables.ACCEPTED_LOSSES,
          Tables.REMOVALS);

  /** Left out of the equation where they have nothing. */
  private static final List<TableLayout> RARE = List.of(Tables.ACCEPTED_LOSSES, Tables.REMOVALS);

  @Override
  public String name() {
    return "offsets";
  }

  @Override
  public boolean holds() {
    return report.holds();
  }

  /** One row per source epoch and partition. */
  @Override
  public Rows rows() {
    Rows rows =
        Rows.of(
            Column.right("epoch"),
            Column.left("partition"),
            Column.right("first"),
            Column.right("recorded_end"),
            Column.right(Tables.EVENTS.name()),
            Column.right(Tables.QUARANTINE.name()),
            Column.right(Tables.OFFSET_GAPS.name()),
            Column.right(Tables.ACCEPTED_LOSSES.name()),
            Column.right(Tables.REMOVALS.name()),
            Column.right("missing"),
            Column.right("doubled"),
            Column.left("verdict"));
    for (Found found : all()) {
      Coverage.Result result = found.result();
      rows =
          rows.with(
              found.epoch(),
              found.partition().toString(),
              result.recorded().from(),
              result.recorded().until(),
              found(result, Tables.EVENTS),
              found(result, Tables.QUARANTINE),
              found(result, Tables.OFFSET_GAPS),
              found(result, Tables.ACCEPTED_LOSSES),
              found(result, Tables.REMOVALS),
              result.missingCount(),
              result.doubledCount(),
              Outcome.verdict(result.holds()));
    }
    return rows;
  }

  private record Found(int epoch, KafkaPartition partition, Coverage.Result result) {}

  private List<Found> all() {
    List<Found> all = new ArrayList<>();
    report
        .epochs()
        .forEach(
            (epoch, partitions) ->
                partitions.forEach(
                    (partition, result) -> all.add(new Found(epoch, partition, result))));
    return all;
  }

  /** What is wrong, offset by offset, and the summary last. */
  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    report.unreadable().forEach(file -> lines.add("unreadable: " + file));
    for (Found found : all()) {
      name(lines, found, "missing", found.result().missing());
      name(lines, found, "doubled", found.result().doubled());
      name(lines, found, "not recorded", found.result().unrecorded());
    }
    lines.add(summary());
    return lines;
  }

  /** The equation. */
  @Override
  public String summary() {
    String found =
        TABLES.stream()
            .filter(table -> !RARE.contains(table) || total(table) > 0)
            .map(table -> String.format(Locale.ROOT, "%s %,d", table.name(), total(table)))
            .collect(Collectors.joining(" + "));
    long sum = TABLES.stream().mapToLong(this::total).sum();
    long recorded = all().stream().mapToLong(each -> each.result().recorded().size()).sum();
    return String.format(
        Locale.ROOT,
        "audit offsets: %s = %,d, recorded %,d; missing %,d, doubled %,d: %s",
        found,
        sum,
        recorded,
        report.missing(),
        report.doubled(),
        Outcome.verdict(report.holds()));
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
    for (Found found : all()) {
      for (OffsetRange range : part.of(found.result())) {
        Map<String, Object> each = new LinkedHashMap<>();
        each.put("epoch", found.epoch());
        each.put("partition", found.partition().toString());
        each.put("from", range.from());
        each.put("until", range.until());
        ranges.add(each);
      }
    }
    return ranges;
  }

  private static void name(List<String> lines, Found found, String what, List<OffsetRange> ranges) {
    if (!ranges.isEmpty()) {
      String epoch = found.epoch() == 0 ? "" : " of epoch " + found.epoch();
      lines.add(
          found.partition()
              + epoch
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
    return all().stream().mapToLong(each -> found(each.result(), table)).sum();
  }

  private static long found(Coverage.Result result, TableLayout table) {
    return result.countByTable().getOrDefault(table.name(), 0L);
  }
}
