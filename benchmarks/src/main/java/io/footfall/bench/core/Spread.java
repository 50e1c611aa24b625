package io.footfall.bench.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Smallest, middle and largest of some measurements of one thing; NaN when there are none. */
public record Spread(double min, double median, double max) {

  /** Of an even number of values the median is the mean of the two in the middle. */
  public static Spread of(List<Double> values) {
    if (values.isEmpty()) {
      return new Spread(Double.NaN, Double.NaN, Double.NaN);
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(sorted[0], median, sorted[sorted.length - 1]);
  }

  /**
   * Compares what was measured in turn: each value is divided by its neighbour of the same round,
   * so that a machine that slows down in between does not count.
   *
   * @throws IllegalArgumentException when there are not as many of one as of the other
   */
  public static Spread ofRatios(List<Double> values, List<Double> baseline) {
    if (values.size() != baseline.size()) {
      throw new IllegalArgumentException(
          "%d values beside %d".formatted(values.size(), baseline.size()));
    }
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      ratios.add(values.get(i) / baseline.get(i));
    }
    return of(ratios);
  }

  /** JSON has no NaN: null stands for what was not measured. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("median", orNull(median));
    json.put("min", orNull(min));
    json.put("max", orNull(max));
    return json;
  }

  static Double orNull(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
