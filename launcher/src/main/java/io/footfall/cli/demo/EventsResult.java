package io.footfall.cli.demo;

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
 * The tables of ingest beside the generator's truth.
 *
 * @param sent the offsets that the broker acknowledged in this run
 */
record EventsResult(
    SendResult run,
    Map<KafkaPartition, OffsetRange> sent,
    OffsetAudit.Report audit,
    Found found,
    Latency latency) {

  /** Acknowledged offsets that stand in no accounting table. */
  long lost() {
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
  long doubled() {
    return audit.doubled();
  }

  /** What differs from the truth, each as one line; nothing when all is as it should be. */
  List<String> differences() {
    Truth truth = run.truth();
    List<String> lines = new ArrayList<>();
    compare(lines, "valid events", truth.valid(), found.valid());
    compare(lines, "duplicates", truth.duplicates(), found.duplicates());
    compare(lines, "users", truth.distinctUsers(), found.distinctUsers());
    compare(lines, "events by type", new TreeMap<>(truth.eventsByType()), found.eventsByType());
    compare(lines, "quarantined by reason", reasons(truth), found.quarantined());
    compare(lines, "amounts", amounts(truth), found.amounts());
    compare(lines, "events in event_stats_partial", found.allEvents(), found.statsEvents());
    compare(lines, "lost offsets", 0L, lost());
    if (!audit.holds()) {
      lines.add("audit offsets does not hold: see `footfall audit offsets`");
    }
    return lines;
  }

  SectionResult section(String name) {
    return new SectionResult(name, lines(), json(), differences(), List.of(), summary());
  }

  private List<SectionResult.Line> lines() {
    Truth truth = run.truth();
    List<SectionResult.Line> lines = new ArrayList<>();
    add(lines, "valid events", truth.valid(), found.valid());
    add(lines, "  duplicates among them", truth.duplicates(), found.duplicates());
    new TreeMap<>(truth.eventsByType())
        .forEach(
            (type, sent) ->
                add(lines, "  " + type, sent, found.eventsByType().getOrDefault(type, 0L)));
    add(lines, "quarantined", truth.quarantined(), found.quarantinedTotal());
    reasons(truth)
        .forEach(
            (reason, sent) ->
                add(lines, "  " + reason, sent, found.quarantined().getOrDefault(reason, 0L)));
    amounts(truth)
        .forEach(
            (what, sent) ->
                add(
                    lines,
                    "amount, " + what,
                    sent,
                    found.amounts().getOrDefault(what, BigDecimal.ZERO)));
    return lines;
  }

  private Map<String, Object> json() {
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
    return json;
  }

  private String summary() {
    return ("produced %,d, valid %,d, quarantined %,d, duplicates %,d, lost %d, doubled %d,"
            + " latency p50 %,d ms, p99 %,d ms, max %,d ms after a warm-up")
        .formatted(
            run.truth().produced(),
            found.valid(),
            found.quarantinedTotal(),
            found.duplicates(),
            lost(),
            doubled(),
            latency.p50(),
            latency.p99(),
            latency.max());
  }

  private static void add(
      List<SectionResult.Line> lines, String what, Object sent, Object inTables) {
    lines.add(new SectionResult.Line(what, sent, inTables));
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
