package io.footfall.bench.core;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All runs of {@code bench latency}.
 *
 * @param rate records per second that were offered
 * @param warmUp discarded at the start of every run
 */
public record LatencyResult(
    Machine machine, long rate, Duration warmUp, Duration duration, List<LatencyRun> runs) {

  public LatencyResult {
    runs = List.copyOf(runs);
  }

  /** For programs. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("benchmark", "latency");
    json.put("machine", machine.json());
    json.put("rate", rate);
    json.put("warm_up_discarded_s", warmUp.toSeconds());
    json.put("duration_s", duration.toSeconds());
    json.put("runs", runs.stream().map(LatencyRun::json).toList());
    return json;
  }

  /** The last line. */
  public String summary() {
    return String.format(
        Locale.ROOT,
        "bench latency: %,d events/s for %,d s (first %,d s discarded): %s",
        rate,
        duration.toSeconds(),
        warmUp.toSeconds(),
        runs.stream().map(LatencyResult::text).collect(Collectors.joining("; ")));
  }

  private static String text(LatencyRun run) {
    return new TreeMap<>(run.byTable())
        .entrySet().stream()
            .map(
                table ->
                    String.format(
                        Locale.ROOT,
                        "%s/%s p50 %,d ms, p99 %,d ms",
                        run.contender(),
                        table.getKey(),
                        table.getValue().p50(),
                        table.getValue().p99()))
            .collect(Collectors.joining(", "));
  }
}
