package io.footfall.runtime.metrics;

import io.footfall.runtime.core.metrics.Histogram;
import io.footfall.runtime.core.metrics.JobMetrics;
import io.footfall.runtime.core.metrics.Metric;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Hands over histograms as they are: a batch brings its observations already counted, where
 * Micrometer would want to be told each one.
 */
final class HistogramCollector implements MultiCollector {
  private final String pipeline;
  private final Collection<JobMetrics> jobs;

  HistogramCollector(String pipeline, Collection<JobMetrics> jobs) {
    this.pipeline = pipeline;
    this.jobs = jobs;
  }

  @Override
  public MetricSnapshots collect() {
    Map<Metric, HistogramSnapshot.Builder> builders = new EnumMap<>(Metric.class);
    for (JobMetrics job : jobs) {
      job.histograms()
          .forEach(
              (metric, histogram) ->
                  builders
                      .computeIfAbsent(metric, HistogramCollector::builder)
                      .dataPoint(point(job, histogram)));
    }
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    builders.values().forEach(builder -> all.metricSnapshot(builder.build()));
    return all.build();
  }

  private static HistogramSnapshot.Builder builder(Metric metric) {
    return HistogramSnapshot.builder().name(metric.series()).help(metric.help());
  }

  private HistogramDataPointSnapshot point(JobMetrics job, Histogram.Snapshot histogram) {
    List<Double> bounds = new ArrayList<>(histogram.bounds());
    bounds.add(Double.POSITIVE_INFINITY);
    List<Number> counts = new ArrayList<>(histogram.counts());
    return HistogramDataPointSnapshot.builder()
        .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, counts))
        .sum(histogram.sum())
        .labels(Labels.of(MetricsRegistry.commonLabels(), List.of(job.job(), pipeline)))
        .build();
  }
}
