package io.footfall.bench.core;

import io.footfall.bench.core.Variant.Role;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What metrics and page cost, from rounds with and without them in turn.
 *
 * @param result the subject is watched, the baseline is not
 * @param scrapes answers to scrapes, all rounds
 * @param servingSeconds CPU seconds of the threads that are there only where metrics are, all
 *     rounds
 */
public record WatchCost(CatchUpResult result, Latencies.Summary scrapes, double servingSeconds) {

  /** CPU seconds of the process for a million events, watched over unwatched of the same round. */
  public Spread cpuRatio() {
    return Spread.ofRatios(cpu(Role.SUBJECT), cpu(Role.BASELINE));
  }

  /** Part of the watched process's CPU time that its serving threads have used. */
  public double servingShare() {
    double all =
        cpu(Role.SUBJECT).stream().mapToDouble(perMillion -> perMillion).sum()
            * result.events()
            / 1e6;
    return servingSeconds / all;
  }

  private List<Double> cpu(Role role) {
    return result.runs().stream()
        .filter(run -> run.variant().role() == role)
        .sorted(Comparator.comparingInt(CatchUp::round))
        .map(CatchUp::cpuPerMillion)
        .toList();
  }

  /** For programs. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>(result.json());
    json.put("cpu_ratio", cpuRatio().json());
    json.put("serving_share", servingShare());
    json.put("scrapes", scrapes.records());
    json.put("scrape_p50_ms", scrapes.p50());
    json.put("scrape_p99_ms", scrapes.p99());
    return json;
  }

  /** The last line. */
  public String summary() {
    Spread ratio = cpuRatio();
    return String.format(
        Locale.ROOT,
        "bench metrics: %,d events x %d pairs: metrics and page cost %+.1f%% CPU seconds per million"
            + " events (median; least %+.1f%%, most %+.1f%%); their own threads used %.1f%% of it;"
            + " %,d scrapes answered in %,d ms at the"
            + " median, %,d ms at p99; rows checked",
        result.events(),
        cpu(Role.SUBJECT).size(),
        percent(ratio.median()),
        percent(ratio.min()),
        percent(ratio.max()),
        100 * servingShare(),
        scrapes.records(),
        scrapes.p50(),
        scrapes.p99());
  }

  private static double percent(double ratio) {
    return 100 * (ratio - 1);
  }
}
