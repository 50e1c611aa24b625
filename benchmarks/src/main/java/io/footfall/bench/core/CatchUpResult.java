package io.footfall.bench.core;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * All rounds of a catch-up.
 *
 * @param benchmark such as {@code ingest}
 * @param runs in the order in which they ran, at least one; every variant that took part once per
 *     round
 * @param warmUpEvents the events of the round that was discarded
 */
public record CatchUpResult(
    String benchmark,
    Machine machine,
    long events,
    int partitions,
    long warmUpEvents,
    List<CatchUp> runs) {

  private static final Set<Variant.Role> COMPARED =
      EnumSet.of(Variant.Role.SUBJECT, Variant.Role.BASELINE);

  public CatchUpResult {
    runs = List.copyOf(runs);
  }

  /**
   * One variant over all rounds.
   *
   * @param toBaseline its speed as a multiple of the first baseline's; NaN without one
   */
  public record Line(
      Variant variant,
      Spread eventsPerSecond,
      Spread toBaseline,
      double startSeconds,
      double cpuPerMillion,
      double brokerCpuPerMillion,
      CatchUp last) {

    private Map<String, Object> json(String ratioKey) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("variant", variant.key());
      json.put("what", variant.what());
      json.put("events_per_s", eventsPerSecond.json());
      json.put(ratioKey, toBaseline.json());
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

  /** A line for each variant that ran, by their roles. */
  public List<Line> lines() {
    return variants().stream().map(this::line).toList();
  }

  private List<Variant> variants() {
    return runs.stream()
        .map(CatchUp::variant)
        .distinct()
        .sorted(Comparator.comparing(Variant::role))
        .toList();
  }

  private Optional<Variant> first(Variant.Role role) {
    return variants().stream().filter(variant -> variant.role() == role).findFirst();
  }

  private Line line(Variant variant) {
    List<CatchUp> own = of(variant);
    List<Double> speeds = values(variant, CatchUp::eventsPerSecond);
    return new Line(
        variant,
        Spread.of(speeds),
        first(Variant.Role.BASELINE)
            .map(baseline -> Spread.ofRatios(speeds, values(baseline, CatchUp::eventsPerSecond)))
            .orElseGet(() -> Spread.of(List.of())),
        Spread.of(values(variant, CatchUp::startSeconds)).median(),
        Spread.of(values(variant, CatchUp::cpuPerMillion)).median(),
        Spread.of(values(variant, CatchUp::brokerCpuPerMillion)).median(),
        own.get(own.size() - 1));
  }

  /** What {@link Line#toBaseline} is called in tables and JSON: {@code ratio_to_stock}. */
  public String ratioKey() {
    return "ratio_to_"
        + first(Variant.Role.BASELINE).map(Variant::key).orElse("none").replace('-', '_');
  }

  /** For programs. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("benchmark", benchmark);
    json.put("machine", machine.json());
    json.put("events", events);
    json.put("partitions", partitions);
    json.put("warm_up_events_discarded", warmUpEvents);
    json.put("variants", lines().stream().map(line -> line.json(ratioKey())).toList());
    json.put("runs", runs.stream().map(CatchUp::json).toList());
    return json;
  }

  /** The last line. */
  public String summary() {
    Variant subject = variants().get(0);
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "bench %s: %,d events x %d rounds: %s %,.0f/s",
                benchmark,
                events,
                of(subject).size(),
                subject.key(),
                speed(subject)));
    for (Variant other : variants()) {
      if (COMPARED.contains(other.role()) && !other.equals(subject)) {
        text.append(
            String.format(
                Locale.ROOT,
                ", %.2fx %s's %,.0f/s",
                Spread.ofRatios(
                        values(subject, CatchUp::eventsPerSecond),
                        values(other, CatchUp::eventsPerSecond))
                    .median(),
                other.key(),
                speed(other)));
      } else if (other.role() == Variant.Role.CEILING) {
        text.append(
            String.format(
                Locale.ROOT,
                ", %.0f%% of the ceiling's %,.0f/s",
                100 * speed(subject) / speed(other),
                speed(other)));
      }
    }
    return text.append(
            String.format(
                Locale.ROOT, "; rows checked; warm-up of %,d events discarded", warmUpEvents))
        .toString();
  }

  private double speed(Variant variant) {
    return Spread.of(values(variant, CatchUp::eventsPerSecond)).median();
  }

  private List<CatchUp> of(Variant variant) {
    return runs.stream()
        .filter(run -> run.variant().equals(variant))
        .sorted(Comparator.comparingInt(CatchUp::round))
        .toList();
  }

  private List<Double> values(Variant variant, ToDoubleFunction<CatchUp> value) {
    return of(variant).stream().map(run -> value.applyAsDouble(run)).toList();
  }
}
