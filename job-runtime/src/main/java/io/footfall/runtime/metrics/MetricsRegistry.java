package io.footfall.runtime.metrics;

import io.footfall.runtime.core.metrics.JobMetrics;
import io.footfall.runtime.core.metrics.Label;
import io.footfall.runtime.core.metrics.Metric;
import io.footfall.runtime.core.metrics.Metric.Kind;
import io.footfall.runtime.core.metrics.Series;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** All meters of this process, in Prometheus' format. Thread-safe. */
final class MetricsRegistry implements Part {
  private static final String PIPELINE = "pipeline";
  private static final String JOB = "job_name";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics garbage = new JvmGcMetrics();

  MetricsRegistry(String pipeline, Collection<JobMetrics> jobs) {
    registry.config().commonTags(PIPELINE, pipeline);
    garbage.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    jobs.forEach(job -> job.series().forEach(series -> register(job, series)));
    registry.getPrometheusRegistry().register(new HistogramCollector(pipeline, jobs));
  }

  private void register(JobMetrics job, Series series) {
    Metric metric = series.metric();
    String unit = metric.unit().isEmpty() ? null : metric.unit();
    if (metric.kind() == Kind.COUNTER) {
      FunctionCounter.builder(metric.meter(), job, each -> each.value(series))
          .tags(tags(job, series))
          .baseUnit(unit)
          .description(metric.help())
          .register(registry);
    } else {
      Gauge.builder(metric.meter(), job, each -> each.value(series))
          .tags(tags(job, series))
          .baseUnit(unit)
          .description(metric.help())
          .register(registry);
    }
  }

  private static Tags tags(JobMetrics job, Series series) {
    List<Tag> tags = new ArrayList<>(List.of(Tag.of(JOB, job.job())));
    List<Label> labels = series.metric().labels();
    for (int i = 0; i < labels.size(); i++) {
      tags.add(Tag.of(labels.get(i).text(), series.labels().get(i)));
    }
    return Tags.of(tags);
  }

  /** The labels that every histogram has. */
  static List<String> commonLabels() {
    return List.of(JOB, PIPELINE);
  }

  /** Everything as it is now, in Prometheus' text format. */
  String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    garbage.close();
    registry.close();
  }
}
