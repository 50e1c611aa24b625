package io.footfall.bench.core;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * How batches grow with the sessions that are open.
 *
 * @param closeSeconds from the record with which the watermark passed all sessions until all of
 *     them were committed as final
 * @param leftOpen sessions that were open then: those of that record
 * @param statesLeft users that state was kept of then
 * @param heapLeft bytes in use then, after a collection
 */
public record GrowthResult(
    Machine machine,
    List<GrowthPoint> points,
    double closeSeconds,
    long leftOpen,
    long statesLeft,
    long heapLeft) {

  public GrowthResult {
    points = List.copyOf(points);
  }

  /** For programs. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("benchmark", "session growth");
    json.put("machine", machine.json());
    json.put("points", points.stream().map(GrowthPoint::json).toList());
    json.put("close_s", closeSeconds);
    json.put("left_open", leftOpen);
    json.put("states_left", statesLeft);
    json.put("heap_left_bytes", heapLeft);
    return json;
  }

  /** Batch time over open sessions. */
  public LineChart chart() {
    return new LineChart(
        "Time of a batch while sessions are open (%,d events/s, %d cores)"
            .formatted(points.get(0).eventsPerSecond(), machine.cores()),
        "open sessions",
        "milliseconds",
        List.of(series("p50", GrowthPoint::p50Millis), series("p90", GrowthPoint::p90Millis)));
  }

  private LineChart.Series series(String name, ToDoubleFunction<GrowthPoint> millis) {
    return new LineChart.Series(
        name,
        points.stream()
            .map(point -> new LineChart.Point(point.openSessions(), millis.applyAsDouble(point)))
            .toList());
  }

  /** The last line. */
  public String summary() {
    return String.format(
        Locale.ROOT,
        "bench growth: batch p50 %s; %.1f s after the users left their sessions were final: %,d open,"
            + " state of %,d users, heap %,d MiB",
        points.stream()
            .map(
                point ->
                    String.format(
                        Locale.ROOT,
                        "%.0f ms at %,d open sessions",
                        point.p50Millis(),
                        point.openSessions()))
            .collect(Collectors.joining(", ")),
        closeSeconds,
        leftOpen,
        statesLeft,
        heapLeft >> 20);
  }
}
