package io.footfall.runtime.metrics;

import io.footfall.runtime.core.metrics.JobMetrics;
import io.footfall.runtime.spark.sink.BatchListener;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.core.config.MetricsConfig;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/**
 * Measures the jobs of this process over their restarts, and serves what it measured as {@code
 * footfall.metrics.*} says. What goes wrong here never stops a job.
 */
public final class Monitor implements AutoCloseable {
  /** In the order of their ports. */
  private static final List<String> JOBS = List.of("ingest", "session", "funnel", "report");

  private final Map<String, JobMetrics> jobs;
  private final Deque<Part> parts = new ArrayDeque<>();
  private Optional<URI> address = Optional.empty();

  private Monitor(Map<String, JobMetrics> jobs) {
    this.jobs = jobs;
  }

  /**
   * Starts.
   *
   * @param names of the jobs that this process runs; the first decides the port
   * @param bootstrapServers asked on a thread of its own, so that it may wait for a broker
   * @param say takes lines for people
   * @throws io.footfall.schema.core.error.FootfallException category USER, when the configured
   *     address is none of this machine
   */
  public static Monitor start(
      SparkSession spark,
      FootfallConfig config,
      List<String> names,
      Supplier<String> bootstrapServers,
      Consumer<String> say) {
    MetricsConfig metrics = config.metrics();
    Map<String, JobMetrics> jobs = new LinkedHashMap<>();
    Map<String, Integer> funnels = new LinkedHashMap<>();
    config
        .funnel()
        .definitions()
        .forEach(funnel -> funnels.put(funnel.name(), funnel.steps().size()));
    names.forEach(
        name -> jobs.put(name, new JobMetrics(name, metrics, funnels, Clock.systemUTC())));
    Monitor monitor = new Monitor(jobs);
    if (!metrics.enabled()) {
      return monitor;
    }
    try {
      monitor.serve(config, say);
      monitor.parts.push(ProgressListener.listen(spark, config.pipeline(), jobs));
      monitor.parts.push(LagProbe.start(config, bootstrapServers, jobs.values()));
      return monitor;
    } catch (RuntimeException e) {
      monitor.close();
      throw e;
    }
  }

  private void serve(FootfallConfig config, Consumer<String> say) {
    MetricsConfig metrics = config.metrics();
    MetricsRegistry registry = new MetricsRegistry(config.pipeline(), jobs.values());
    parts.push(registry);
    StatusView status = new StatusView(config.pipeline(), jobs.values(), Clock.systemUTC());
    int port = metrics.port() == 0 ? 0 : metrics.port() + offset(jobs.keySet().iterator().next());
    HttpService http =
        HttpService.start(
            metrics.host(), port, Routes.of(registry, status, jobs.values(), metrics.page()));
    parts.push(http);
    address = Optional.of(http.address());
    if (port != 0 && http.address().getPort() != port) {
      say.accept("port %d is taken, another one is used".formatted(port));
    }
    say.accept(
        metrics.page()
            ? "live page at %s/, metrics at %s/metrics".formatted(http.address(), http.address())
            : "metrics at %s/metrics".formatted(http.address()));
  }

  private static int offset(String job) {
    return Math.max(0, JOBS.indexOf(job));
  }

  /** What is measured of a job; it listens to the job's life as well. */
  public JobMetrics job(String name) {
    return jobs.get(name);
  }

  /** Listens to a job's batches, and hands them on. */
  public BatchListener listener(String name, BatchListener next) {
    return next.after(new Measuring(job(name)));
  }

  /** Where it listens, without a final slash; empty when it is switched off. */
  public Optional<URI> address() {
    return address;
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      parts.pop().close();
    }
  }
}
