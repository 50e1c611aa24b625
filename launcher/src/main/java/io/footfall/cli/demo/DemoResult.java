package io.footfall.cli.demo;

import io.footfall.cli.output.Column;
import io.footfall.cli.output.Rows;
import io.footfall.generator.core.Truth;
import io.footfall.generator.kafka.SendResult;
import io.footfall.ingest.spark.OffsetAudit;
import io.footfall.offsets.core.Coverage;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tables beside the generator's truth.
 *
 * @param sent the offsets that the broker acknowledged in this run
 */
public record DemoResult(
    SendResult run,
    Map<KafkaPartition, OffsetRange> sent,
    OffsetAudit.Report audit,
    Found found,
    Latency latency,
    String warehouse) {

  /** Acknowledged offsets that stand in no accounting table. */
  public long lost() {
    long lost = 0;
    for (Map.Entry<KafkaPartition, OffsetRange> entry : sent.entrySet()) {
      Coverage.Result found = audit.partitions().get(entry.getKey());
      lost += entry.getValue().size() - (found == null ? 0 : inTables(found, entry.getValue()));
    }
    return lost;
  }

  /** How many of the offsets stand in a table, those outside what is recorded included. */
  private static long inTables(Coverage.Result found, OffsetRange acknowledged) {
    return common(found.recorded(), acknowledged)
        - found.missing().stream().mapToLong(range -> common(range, acknowledged)).sum()
        + found.unrecorded().stream().mapToLong(range -> common(range, acknowledged)).sum();
  }

  /** Offsets that stand twice. */
  public long doubled() {
    return audit.doubled();
  }

  /** What differs from the truth, each as one line; nothing when all is as it should be. */
  public List<String> differences() {
    Truth truth = run.truth();
    List<String> lines = new ArrayList<>();
    compare(lines, "valid events", truth.valid(), found.valid());
    compare(lines, "duplicates", truth.duplicates(), found.duplicates());
    compare(lines, "users", truth.distinctUsers(), found.distinctUsers());
    compare(lines, "events by type", new TreeMap<>(truth.eventsByType()), found.eventsByType());
    compare(lines, "quarantined by reason", reasons(truth), found.quarantined());
    compare(lines, "amounts", amounts(truth), found.amounts());
    compare(lines, "events in event_stats_partial", found.allEvents(), found.statsEvents());
    if (!audit.holds()) {
      lines.add("audit offsets does not hold: see `footfall audit offsets`");
    }
    return lines;
  }

  public boolean holds() {
    return lost() == 0 && doubled() == 0 && differences().isEmpty();
  }

  /** For people. */
  public Rows rows() {
    Truth truth = run.truth();
    Rows rows =
        Rows.of(
            Column.left("what"),
            Column.right("sent"),
            Column.right("in tables"),
            Column.left("verdict"));
    rows = row(rows, "valid events", truth.valid(), found.valid());
    rows = row(rows, "  duplicates among them", truth.duplicates(), found.duplicates());
    for (Map.Entry<String, Long> type : new TreeMap<>(truth.eventsByType()).entrySet()) {
      rows =
          row(
              rows,
              "  " + type.getKey(),
              type.getValue(),
              found.eventsByType().getOrDefault(type.getKey(), 0L));
    }
    rows = row(rows, "quarantined", truth.quarantined(), found.quarantinedTotal());
    for (Map.Entry<String, Long> reason : reasons(truth).entrySet()) {
      rows =
          row(
              rows,
              "  " + reason.getKey(),
              reason.getValue(),
              found.quarantined().getOrDefault(reason.getKey(), 0L));
    }
    for (Map.Entry<String, BigDecimal> amount : amounts(truth).entrySet()) {
      rows =
          row(
              rows,
              "amount, " + amount.getKey(),
              amount.getValue(),
              found.amounts().getOrDefault(amount.getKey(), BigDecimal.ZERO));
    }
    return rows;
  }

  /** For programs. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("produced", run.truth().produced());
    json.put("valid", found.valid());
    json.put("quarantined", found.quarantinedTotal());
    json.put("duplicates", found.duplicates());
    json.put("lost", lost());
    json.put("doubled", doubled());
    Map<String, Object> millis = new LinkedHashMap<>();
    millis.put("p50", latency.p50());
    millis.put("p99", latency.p99());
    millis.put("max", latency.max());
    millis.put("records", latency.records());
    json.put("latency_ms", millis);
    json.put("quarantined_by_reason", found.quarantined());
    json.put("events_by_type", found.eventsByType());
    json.put("amounts", found.amounts());
    json.put("differences", differences());
    json.put("warehouse", warehouse);
    return json;
  }

  /** The last line. */
  public String summary() {
    return ("demo: produced %,d, valid %,d, quarantined %,d, duplicates %,d, lost %d, doubled %d;"
            + " latency p50 %,d ms, p99 %,d ms, max %,d ms after a warm-up: %s")
        .formatted(
            run.truth().produced(),
            found.valid(),
            found.quarantinedTotal(),
            found.duplicates(),
            lost(),
            doubled(),
            latency.p50(),
            latency.p99(),
            latency.max(),
            holds() ? "equal to the truth" : "DIFFERS");
  }

  private static Rows row(Rows rows, String what, Object sent, Object inTables) {
    boolean same =
        sent instanceof BigDecimal exact
            ? exact.compareTo((BigDecimal) inTables) == 0
            : sent.equals(inTables);
    return rows.with(what, sent, inTables, same ? "equal" : "DIFFERS");
  }

  private static void compare(List<String> lines, String what, Object sent, Object found) {
    if (!sent.equals(found)) {
      lines.add("%s: sent %s, found %s".formatted(what, sent, found));
    }
  }

  private static Map<String, Long> reasons(Truth truth) {
    Map<String, Long> reasons = new TreeMap<>();
    truth
        .malformed()
        .forEach(
            (reason, count) -> {
              if (count > 0) {
                reasons.put(reason.name(), count);
              }
            });
    return reasons;
  }

  private static Map<String, BigDecimal> amounts(Truth truth) {
    Map<String, BigDecimal> amounts = new TreeMap<>();
    truth
        .amounts()
        .forEach(
            sum -> amounts.put(sum.eventType() + " " + sum.currency(), sum.amount().setScale(4)));
    return amounts;
  }

  private static long common(OffsetRange one, OffsetRange other) {
    return Math.max(0, Math.min(one.until(), other.until()) - Math.max(one.from(), other.from()));
  }
}
