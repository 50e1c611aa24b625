package io.footfall.bench.core;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a merge of always as many changed sessions costs while the tables grow.
 *
 * @param rows of each change
 * @param points by size, ascending
 */
public record MergeResult(Machine machine, long rows, List<Point> points) {

  public MergeResult {
    points = List.copyOf(points);
  }

  /**
   * One size.
   *
   * @param sessions in the table before the first change
   * @param loadSeconds of the first merge, which makes the tables
   * @param sessionsMillis of a merge into {@code sessions}
   * @param journeysMillis of the merge into {@code user_journeys} that follows it
   */
  public record Point(
      long sessions, double loadSeconds, Spread sessionsMillis, Spread journeysMillis) {

    private Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("sessions", sessions);
      json.put("load_s", loadSeconds);
      json.put("sessions_ms", sessionsMillis.json());
      json.put("user_journeys_ms", journeysMillis.json());
      return json;
    }
  }

  /** For programs. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("benchmark", "report");
    json.put("machine", machine.json());
    json.put("changed_rows", rows);
    json.put("points", points.stream().map(Point::json).toList());
    return json;
  }

  /** How often the first point's median goes into this one's. */
  public static double ratio(Point point, Point first, Function<Point, Spread> of) {
    return of.apply(point).median() / of.apply(first).median();
  }

  /** The last line. */
  public String summary() {
    Point first = points.get(0);
    return String.format(
        Locale.ROOT,
        "bench report: %,d changed sessions merge in %.0f ms at %,d sessions%s",
        rows,
        first.sessionsMillis().median(),
        first.sessions(),
        points.stream()
            .skip(1)
            .map(
                point ->
                    String.format(
                        Locale.ROOT,
                        ", at %,d in %.2fx that (users %.2fx)",
                        point.sessions(),
                        ratio(point, first, Point::sessionsMillis),
                        ratio(point, first, Point::journeysMillis)))
            .collect(Collectors.joining()));
  }
}
