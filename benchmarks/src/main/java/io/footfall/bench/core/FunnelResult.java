package io.footfall.bench.core;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What one event costs the funnel engine on one thread, by mode. */
public record FunnelResult(Machine machine, List<Line> lines) {

  /** The mode that the promise is about. */
  private static final String DEFAULT = "ORDERED";

  public FunnelResult {
    lines = List.copyOf(lines);
  }

  /**
   * One mode.
   *
   * @param usersNanos per event, many users with few events
   * @param hostileNanos per event, one user with very many
   */
  public record Line(String mode, double usersNanos, double hostileNanos) {

    /** Events per second on one core. */
    public double usersPerSecond() {
      return 1e9 / usersNanos;
    }
  }

  /** For programs. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("benchmark", "funnel-engine");
    json.put("machine", machine.json());
    json.put("modes", lines.stream().map(FunnelResult::json).toList());
    return json;
  }

  private static Map<String, Object> json(Line line) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("mode", line.mode());
    json.put("ns_per_event", line.usersNanos());
    json.put("events_per_second", line.usersPerSecond());
    json.put("hostile_ns_per_event", line.hostileNanos());
    return json;
  }

  /** The last line. */
  public String summary() {
    Line line =
        lines.stream().filter(each -> each.mode().equals(DEFAULT)).findFirst().orElseThrow();
    return String.format(
        Locale.ROOT,
        "bench funnel-engine: mode ordered %,.1f million events a second on one core; a user with"
            + " 100,000 matching events %.1f ms",
        line.usersPerSecond() / 1e6,
        line.hostileNanos() * 100_000 / 1e6);
  }
}
