package io.footfall.bench.core;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * All rounds of {@code bench ingest}.
 *
 * @param runs in the order in which they ran; every variant that took part once per round
 * @param warmUpEvents the events of the round that was discarded
 */
public record IngestResult(
    Machine machine, long events, int partitions, long warmUpEvents, List<CatchUp> runs) {

  public IngestResult {
    runs = List.copyOf(runs);
  }

  /** One variant over all rounds; {@code toStock} is its speed as a multiple of the stock path. */
  public record Line(
      Variant variant,
      Spread eventsPerSecond,
      Spread toStock,
      double startSeconds,
      double cpuPerMillion,
      double brokerCpuPerMillion,
      CatchUp last) {

    private Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("variant", variant.key());
      json.put("what", variant.what());
      json.put("events_per_s", eventsPerSecond.json());
      json.put("ratio_to_stock", toStock.json());
      json.put("start_s", startSeconds);
      json.put("cpu_s_per_million", cpuPerMillion);
      json.put("broker_cpu_s_per_million", brokerCpuPerMillion);
      json.put("batches", last.batches());
      json.put("files", last.files());
      json.put("bytes", last.bytes());
      json.put("rows", variant.keepsRows() ? last.rows() : null);
      return json;
    }
  }

  /** A line for each variant that ran. */
  public List<Line> lines() {
    return Arrays.stream(Variant.values())
        .filter(variant -> !of(variant).isEmpty())
        .map(this::line)
        .toList();
  }

  private Line line(Variant variant) {
    List<CatchUp> own = of(variant);
    List<Double> speeds = values(variant, CatchUp::eventsPerSecond);
    return new Line(
        variant,
        Spread.of(speeds),
        Spread.ofRatios(speeds, values(Variant.STOCK, CatchUp::eventsPerSecond)),
        Spread.of(values(variant, CatchUp::startSeconds)).median(),
        Spread.of(values(variant, CatchUp::cpuPerMillion)).median(),
        Spread.of(values(variant, CatchUp::brokerCpuPerMillion)).median(),
        own.get(own.size() - 1));
  }

  /** For programs. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("benchmark", "ingest");
    json.put("machine", machine.json());
    json.put("events", events);
    json.put("partitions", partitions);
    json.put("warm_up_events_discarded", warmUpEvents);
    json.put("variants", lines().stream().map(Line::json).toList());
    json.put("runs", runs.stream().map(CatchUp::json).toList());
    return json;
  }

  /** The last line. */
  public String summary() {
    Line footfall = line(Variant.FOOTFALL);
    double speed = footfall.eventsPerSecond().median();
    double ceiling = line(Variant.CEILING).eventsPerSecond().median();
    return String.format(
        Locale.ROOT,
        "bench ingest: %,d events x %d rounds: footfall %,.0f/s, %.2fx the stock path's %,.0f/s,"
            + " %.0f%% of the ceiling's %,.0f/s; rows equal; warm-up of %,d events discarded",
        events,
        of(Variant.FOOTFALL).size(),
        speed,
        footfall.toStock().median(),
        line(Variant.STOCK).eventsPerSecond().median(),
        100 * speed / ceiling,
        ceiling,
        warmUpEvents);
  }

  private List<CatchUp> of(Variant variant) {
    return runs.stream()
        .filter(run -> run.variant() == variant)
        .sorted(Comparator.comparingInt(CatchUp::round))
        .toList();
  }

  private List<Double> values(Variant variant, ToDoubleFunction<CatchUp> value) {
    return of(variant).stream().map(run -> value.applyAsDouble(run)).toList();
  }
}
