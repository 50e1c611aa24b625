package io.footfall.runtime.metrics.dashboard;

import java.util.ArrayList;
import java.util.List;

/**
 * One panel of a dashboard.
 *
 * @param unit by Grafana's name: {@code s}, {@code bytes}, {@code short}, ...
 * @param limit a value that is drawn as a line, and above which numbers turn red; NaN for none
 */
record Panel(
    String title, String description, String unit, Look look, double limit, List<Query> queries) {

  /** How it shows its numbers. */
  enum Look {
    STAT,
    TIMESERIES,
    BARGAUGE
  }

  /** One line or number. */
  record Query(String expression, String legend) {}

  static Panel stat(String title, String description, String unit, String expression) {
    return new Panel(
        title, description, unit, Look.STAT, Double.NaN, List.of(query(expression, "__auto")));
  }

  static Panel lines(
      String title, String description, String unit, String expression, String legend) {
    return new Panel(
        title, description, unit, Look.TIMESERIES, Double.NaN, List.of(query(expression, legend)));
  }

  static Panel bars(
      String title, String description, String unit, String expression, String legend) {
    return new Panel(
        title, description, unit, Look.BARGAUGE, Double.NaN, List.of(query(expression, legend)));
  }

  /** The same with one more line. */
  Panel and(String expression, String legend) {
    List<Query> more = new ArrayList<>(queries);
    more.add(query(expression, legend));
    return new Panel(title, description, unit, look, limit, more);
  }

  Panel limit(double value) {
    return new Panel(title, description, unit, look, value, queries);
  }

  private static Query query(String expression, String legend) {
    return new Query(
        expression
            .replace(
                "{JOB}", "{pipeline=~\"$pipeline\",job_name=~\"$job\",instance=~\"$instance\"}")
            .replace("{PROCESS}", "{pipeline=~\"$pipeline\",instance=~\"$instance\"}")
            .replace("PROCESS,", "pipeline=~\"$pipeline\",instance=~\"$instance\","),
        legend);
  }
}
