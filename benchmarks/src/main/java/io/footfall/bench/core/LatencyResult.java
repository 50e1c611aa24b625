package io.footfall.bench.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.function.ToLongFunction;
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

  /** The last line; of several rounds the least and the most. */
  public String summary() {
    Map<String, List<LatencyRun>> byContender = new LinkedHashMap<>();
    for (LatencyRun run : runs) {
      byContender.computeIfAbsent(run.contender(), name -> new ArrayList<>()).add(run);
    }
    return String.format(
        Locale.ROOT,
        "bench latency: %,d events/s for %,d s (first %,d s discarded): %s",
        rate,
        duration.toSeconds(),
        warmUp.toSeconds(),
        byContender.entrySet().stream()
            .map(contender -> text(contender.getKey(), contender.getValue()))
            .collect(Collectors.joining("; ")));
  }

  private static String text(String contender, List<LatencyRun> rounds) {
    return rounds.get(0).byTable().keySet().stream()
        .sorted()
        .map(
            table ->
                "%s/%s p50 %s ms, p99 %s ms"
                    .formatted(
                        contender,
                        table,
                        span(rounds, table, Latencies.Summary::p50),
                        span(rounds, table, Latencies.Summary::p99)))
        .collect(Collectors.joining(", "));
  }

  private static String span(
      List<LatencyRun> rounds, String table, ToLongFunction<Latencies.Summary> of) {
    LongSummaryStatistics values =
        rounds.stream()
            .mapToLong(run -> of.applyAsLong(run.byTable().get(table)))
            .summaryStatistics();
    return values.getMin() == values.getMax()
        ? String.format(Locale.ROOT, "%,d", values.getMin())
        : String.format(Locale.ROOT, "%,d to %,d", values.getMin(), values.getMax());
  }
}
