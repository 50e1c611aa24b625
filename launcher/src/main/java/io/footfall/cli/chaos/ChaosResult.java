package io.footfall.cli.chaos;

import io.footfall.cli.chaos.Fault.Halt;
import io.footfall.cli.chaos.Fault.Kill;
import io.footfall.cli.chaos.Shop.Sent;
import io.footfall.cli.output.Column;
import io.footfall.cli.output.Rows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A whole run.
 *
 * @param checks for each fault, what was found while no driver ran
 * @param recoveryMillis for each fault, from the driver's death to the next commit to {@code
 *     events}; empty where the next driver died before, and for the last, which no driver follows
 * @param folder holds tables, checkpoints and logs
 */
public record ChaosResult(
    long seed,
    List<Inflicted> faults,
    List<CheckedAfter> checks,
    List<Optional<Long>> recoveryMillis,
    Sent sent,
    Verdict verdict,
    Watch.Sights sights,
    String folder) {

  public ChaosResult {
    faults = List.copyOf(faults);
    checks = List.copyOf(checks);
    recoveryMillis = List.copyOf(recoveryMillis);
  }

  /** True when nothing was lost or doubled and every fault has happened. */
  public boolean holds() {
    return verdict.holds()
        && notHappened() == 0
        && sights.violations().isEmpty()
        && checks.stream().allMatch(CheckedAfter::holds);
  }

  /** One row per fault. */
  public Rows rows() {
    Rows rows =
        Rows.of(
            Column.right("fault"),
            Column.left("kind"),
            Column.left("happened"),
            Column.left("driver"),
            Column.right("events_version"),
            Column.right("next_commit_ms"),
            Column.left("checked"));
    for (int i = 0; i < faults.size(); i++) {
      Inflicted each = faults.get(i);
      rows =
          rows.with(
              i + 1,
              each.fault().text(),
              each.happened() ? "yes" : "NO",
              each.detail(),
              each.version(),
              recoveryMillis.get(i).orElse(null),
              checks.get(i).text());
    }
    return rows;
  }

  /** What was checked after the last fault, and the summary last. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "sent %,d records, %,d of them events, while the drivers died"
            .formatted(sent.records(), sent.valid()));
    lines.add(
        "offsets: missing %,d, doubled %,d; audit %s"
            .formatted(
                verdict.lostOffsets(),
                verdict.doubledOffsets(),
                verdict.auditHolds() ? "holds" : "DOES NOT HOLD"));
    lines.add(
        "event ids: missing %,d, doubled %,d, never sent %,d"
            .formatted(verdict.lostIds(), verdict.doubledIds(), verdict.strangeIds()));
    lines.add(
        "published offsets: %,d looks, never ahead of the table and never back: %s"
            .formatted(sights.publishedLooks(), yes(sights.violations().isEmpty())));
    lines.add(
        "reader of events: %,d looks, whole batches only: %s"
            .formatted(sights.readerLooks(), yes(sights.violations().isEmpty())));
    sights.violations().forEach(violation -> lines.add("WRONG: " + violation));
    lines.add(
        "death of a driver to the next commit: p50 %s, p95 %s (%d measured)"
            .formatted(millis(0.5), millis(0.95), recoveries().size()));
    lines.add(summary());
    return lines;
  }

  private static String yes(boolean holds) {
    return holds ? "yes" : "NO";
  }

  /** The last line. */
  public String summary() {
    long kills = faults.stream().filter(each -> each.fault() instanceof Kill).count();
    long halts = faults.stream().filter(each -> each.fault() instanceof Halt).count();
    return "chaos: %d kills, %d failpoints, %d troubles: %,d lost, %,d doubled%s%s"
        .formatted(
            kills,
            halts,
            faults.size() - kills - halts,
            verdict.lost(),
            verdict.doubled(),
            notHappened() == 0 ? "" : "; %d DID NOT HAPPEN".formatted(notHappened()),
            holds() || notHappened() > 0 || verdict.lost() + verdict.doubled() > 0
                ? ""
                : "; A CHECK DOES NOT HOLD");
  }

  /** The whole as one object. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("holds", holds());
    json.put("seed", seed);
    json.put("lost", verdict.lost());
    json.put("doubled", verdict.doubled());
    json.put("not_happened", notHappened());
    json.put("sent_records", sent.records());
    json.put("sent_events", sent.valid());
    json.put("missing_offsets", verdict.lostOffsets());
    json.put("doubled_offsets", verdict.doubledOffsets());
    json.put("audit_holds", verdict.auditHolds());
    json.put("missing_ids", verdict.lostIds());
    json.put("doubled_ids", verdict.doubledIds());
    json.put("never_sent_ids", verdict.strangeIds());
    Map<String, Object> recovery = new LinkedHashMap<>();
    recovery.put("p50", percentile(0.5).orElse(null));
    recovery.put("p95", percentile(0.95).orElse(null));
    recovery.put("measured", recoveries().size());
    json.put("next_commit_ms", recovery);
    json.put("published_looks", sights.publishedLooks());
    json.put("reader_looks", sights.readerLooks());
    json.put("violations", sights.violations());
    json.put("faults", rows().asMaps());
    json.put("folder", folder);
    return json;
  }

  private long notHappened() {
    return faults.stream().filter(each -> !each.happened()).count();
  }

  private List<Long> recoveries() {
    List<Long> all = new ArrayList<>();
    recoveryMillis.forEach(millis -> millis.ifPresent(all::add));
    return all.stream().sorted().toList();
  }

  /** By nearest rank. */
  private Optional<Long> percentile(double share) {
    List<Long> all = recoveries();
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(all.get((int) Math.ceil(share * all.size()) - 1));
  }

  private String millis(double share) {
    return percentile(share).map(value -> "%,d ms".formatted(value)).orElse("-");
  }
}
