package io.footfall.runtime.core.metrics;

import java.util.List;

/**
 * One series of a job.
 *
 * @param labels values in the order of {@link Metric#labels()}
 */
public record Series(Metric metric, List<String> labels) {
  public Series {
    labels = List.copyOf(labels);
    if (labels.size() != metric.labels().size()) {
      throw new IllegalArgumentException(metric + " has not the labels " + labels);
    }
  }

  static Series of(Metric metric, String... labels) {
    return new Series(metric, List.of(labels));
  }
}
