package io.footfall.runtime.core.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The current values of a job's counters and gauges. All series are declared before the first
 * value, so that their number never changes. Not thread-safe.
 */
final class MeterTable {
  private final Map<Series, Double> values = new LinkedHashMap<>();
  private final Map<Metric, List<ClosedSet>> sets = new LinkedHashMap<>();

  /**
   * Makes all series of a metric.
   *
   * @param labels the values of each of its labels
   */
  void declare(Metric metric, ClosedSet... labels) {
    sets.put(metric, List.of(labels));
    List<List<String>> combinations = List.of(List.of());
    for (ClosedSet set : labels) {
      combinations = times(combinations, set.labels());
    }
    double initial = metric.kind() == Metric.Kind.GAUGE ? Double.NaN : 0;
    combinations.forEach(each -> values.put(new Series(metric, each), initial));
  }

  /** Makes these series of a metric, and one of others. */
  void declare(Metric metric, List<List<String>> series) {
    List<ClosedSet> labels = new ArrayList<>();
    for (int i = 0; i < metric.labels().size(); i++) {
      int label = i;
      labels.add(ClosedSet.of(series.stream().map(each -> each.get(label)).toList()));
    }
    sets.put(metric, labels);
    double initial = metric.kind() == Metric.Kind.GAUGE ? Double.NaN : 0;
    series.forEach(each -> values.put(new Series(metric, each), initial));
    values.put(others(metric), initial);
  }

  private static Series others(Metric metric) {
    return new Series(metric, Collections.nCopies(metric.labels().size(), ClosedSet.OTHER));
  }

  private static List<List<String>> times(List<List<String>> heads, List<String> tails) {
    List<List<String>> product = new ArrayList<>();
    for (List<String> head : heads) {
      for (String tail : tails) {
        List<String> combination = new ArrayList<>(head);
        combination.add(tail);
        product.add(combination);
      }
    }
    return product;
  }

  List<Series> series() {
    return List.copyOf(values.keySet());
  }

  double value(Series series) {
    return values.get(series);
  }

  /** Adds; labels outside their closed sets count as other. Nothing for a metric not declared. */
  void add(Metric metric, double amount, String... labels) {
    if (sets.containsKey(metric)) {
      values.merge(closed(metric, labels), amount, MeterTable::sum);
    }
  }

  /** Adds a count. */
  void add(Metric metric, long count, String... labels) {
    add(metric, (double) count, labels);
  }

  /** Sets, under the same rules. */
  void set(Metric metric, long count, String... labels) {
    double value = count;
    if (sets.containsKey(metric)) {
      values.put(closed(metric, labels), value);
    }
  }

  /** A gauge that is added to begins with the first addition. */
  private static double sum(double before, double amount) {
    return Double.isNaN(before) ? amount : before + amount;
  }

  private Series closed(Metric metric, String... labels) {
    List<ClosedSet> closed = sets.get(metric);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      names.add(closed.get(i).label(labels[i]));
    }
    Series series = new Series(metric, names);
    return values.containsKey(series) ? series : others(metric);
  }

  /** The values of a metric with one label, those that are not 0, in the order of the label. */
  Map<String, Double> byLabel(Metric metric) {
    Map<String, Double> byLabel = new LinkedHashMap<>();
    values.forEach(
        (series, value) -> {
          if (series.metric() == metric && value != 0 && !value.isNaN()) {
            byLabel.put(String.join("/", series.labels()), value);
          }
        });
    return byLabel;
  }
}
