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

/**
 * A whole run.
 *
 * @param checks for each fault, what was found while no driver ran
 * @param recoveries for each fault
 * @param audits of the finished tables, by job
 * @param folder holds tables, checkpoints and logs
 */
public record ChaosResult(
    long seed,
    List<Inflicted> faults,
    List<CheckedAfter> checks,
    List<Recovery> recoveries,
    Sent sent,
    Verdict verdict,
    List<Audited> audits,
    Watch.Sights sights,
    String folder) {

  public ChaosResult {
    faults = List.copyOf(faults);
    checks = List.copyOf(checks);
    recoveries = List.copyOf(recoveries);
    audits = List.copyOf(audits);
  }

  /** True when nothing was lost or doubled and every fault has happened. */
  public boolean holds() {
    return verdict.holds()
        && notHappened() == 0
        && sights.violations().isEmpty()
        && audits.stream().allMatch(Audited::holds)
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
              recoveries.get(i).ofAll(jobs()).orElse(null),
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
        "offsets: missing %,d, doubled %,d"
            .formatted(verdict.lostOffsets(), verdict.doubledOffsets()));
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
    audits.forEach(audit -> lines.addAll(audit.text()));
    for (String job : jobs()) {
      lines.add(
          "start of a driver to the next commit of %s: %s".formatted(job, quantiles(of(job))));
    }
    lines.add("start of a driver to the next commit of every job: " + quantiles(ofAll()));
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
    Map<String, Object> audited = new LinkedHashMap<>();
    audits.forEach(audit -> audited.put(audit.job(), audit.holds()));
    json.put("audits", audited);
    json.put("missing_ids", verdict.lostIds());
    json.put("doubled_ids", verdict.doubledIds());
    json.put("never_sent_ids", verdict.strangeIds());
    Map<String, Object> recovery = new LinkedHashMap<>();
    jobs().forEach(job -> recovery.put(job, quantilesJson(of(job))));
    recovery.put("every", quantilesJson(ofAll()));
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

  private List<String> jobs() {
    return audits.stream().map(Audited::job).toList();
  }

  private List<Long> of(String job) {
    return recoveries.stream().flatMap(each -> each.of(job).stream()).sorted().toList();
  }

  private List<Long> ofAll() {
    return recoveries.stream().flatMap(each -> each.ofAll(jobs()).stream()).sorted().toList();
  }

  private static String quantiles(List<Long> sorted) {
    return sorted.isEmpty()
        ? "not measured"
        : "p50 %,d ms, p95 %,d ms, max %,d ms (%d measured)"
            .formatted(
                quantile(sorted, 0.5), quantile(sorted, 0.95), quantile(sorted, 1), sorted.size());
  }

  private static Map<String, Object> quantilesJson(List<Long> sorted) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (!sorted.isEmpty()) {
      json.put("p50", quantile(sorted, 0.5));
      json.put("p95", quantile(sorted, 0.95));
      json.put("max", quantile(sorted, 1));
    }
    json.put("measured", sorted.size());
    return json;
  }

  /** By nearest rank. */
  private static long quantile(List<Long> sorted, double share) {
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }
}
