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
 * @param scrapes answers to scrapes, all rounds and the warm-up
 */
public record WatchCost(CatchUpResult result, Latencies.Summary scrapes) {

  /** CPU seconds of the process for a million events, watched over unwatched of the same round. */
  public Spread cpuRatio() {
    return Spread.ofRatios(cpu(Role.SUBJECT), cpu(Role.BASELINE));
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
            + " events (median; least %+.1f%%, most %+.1f%%); %,d scrapes answered in %,d ms at the"
            + " median, %,d ms at p99; rows checked",
        result.events(),
        cpu(Role.SUBJECT).size(),
        percent(ratio.median()),
        percent(ratio.min()),
        percent(ratio.max()),
        scrapes.records(),
        scrapes.p50(),
        scrapes.p99());
  }

  private static double percent(double ratio) {
    return 100 * (ratio - 1);
  }
}
