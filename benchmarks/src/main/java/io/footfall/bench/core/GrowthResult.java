package io.footfall.bench.core;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * How batches grow with a job's state.
 *
 * @param what a user who is there has: {@code open sessions}
 * @param endSeconds from the record with which the watermark passed all states until all were
 *     committed as final and gone
 * @param leftOpen how many had not ended then, by the job's tables: that of that record
 * @param statesLeft users that state was kept of then
 * @param heapLeft bytes in use then, after a collection
 */
public record GrowthResult(
    Machine machine,
    String job,
    String what,
    List<GrowthPoint> points,
    double endSeconds,
    long leftOpen,
    long statesLeft,
    long heapLeft) {

  public GrowthResult {
    points = List.copyOf(points);
  }

  /** For programs. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("benchmark", "growth");
    json.put("job", job);
    json.put("machine", machine.json());
    json.put("points", points.stream().map(GrowthPoint::json).toList());
    json.put("end_s", endSeconds);
    json.put("left_open", leftOpen);
    json.put("states_left", statesLeft);
    json.put("heap_left_bytes", heapLeft);
    return json;
  }

  /** Batch time over users. */
  public LineChart chart() {
    return new LineChart(
        "Time of a batch of the %s job (%,d events/s, %d cores)"
            .formatted(job, points.get(0).eventsPerSecond(), machine.cores()),
        what,
        "milliseconds",
        List.of(series("p50", GrowthPoint::p50Millis), series("p90", GrowthPoint::p90Millis)));
  }

  private LineChart.Series series(String name, ToDoubleFunction<GrowthPoint> millis) {
    return new LineChart.Series(
        name,
        points.stream()
            .map(point -> new LineChart.Point(point.users(), millis.applyAsDouble(point)))
            .toList());
  }

  /** The last line. */
  public String summary() {
    return String.format(
        Locale.ROOT,
        "bench growth of the %s job: batch p50 %s; %.1f s after the users left all was final: %,d"
            + " open, state of %,d users, heap %,d MiB",
        job,
        points.stream()
            .map(
                point ->
                    String.format(
                        Locale.ROOT, "%.0f ms at %,d %s", point.p50Millis(), point.users(), what))
            .collect(Collectors.joining(", ")),
        endSeconds,
        leftOpen,
        statesLeft,
        heapLeft >> 20);
  }
}
