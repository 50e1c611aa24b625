package io.footfall.runtime.metrics;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.kafka.TopicReader;
import io.footfall.runtime.core.metrics.JobMetrics;
import io.footfall.schema.core.config.FootfallConfig;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the broker now and then where the topic ends, on a thread of its own: lag is right also
 * while a batch takes long, or while no query runs.
 */
final class LagProbe implements Part {
  private static final Logger LOG = LoggerFactory.getLogger(LagProbe.class);
  private static final Duration DEADLINE = Duration.ofSeconds(3);
  private static final long LEAST_MILLIS = 200;

  private final FootfallConfig config;
  private final Supplier<String> bootstrapServers;
  private final Collection<JobMetrics> jobs;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread probe = new Thread(task, "lag-probe");
            probe.setDaemon(true);
            return probe;
          });
  private TopicReader reader;

  private LagProbe(
      FootfallConfig config, Supplier<String> bootstrapServers, Collection<JobMetrics> jobs) {
    this.config = config;
    this.bootstrapServers = bootstrapServers;
    this.jobs = jobs;
  }

  static LagProbe start(
      FootfallConfig config, Supplier<String> bootstrapServers, Collection<JobMetrics> jobs) {
    LagProbe probe = new LagProbe(config, bootstrapServers, jobs);
    long millis = Math.max(LEAST_MILLIS, config.metrics().lagInterval().toMillis());
    ScheduledFuture<?> unused = // what fails is a measurement too
        probe.thread.scheduleWithFixedDelay(probe::ask, 0, millis, TimeUnit.MILLISECONDS);
    return probe;
  }

  private void ask() {
    try {
      if (reader == null) {
        reader =
            TopicReader.connect(bootstrapServers.get(), config.kafka().clientOptions(), DEADLINE);
      }
      Map<KafkaPartition, Long> ends = new TreeMap<>();
      reader
          .ranges(config.kafka().topic())
          .forEach((partition, range) -> ends.put(partition, range.until()));
      jobs.forEach(job -> job.sampled(ends));
    } catch (RuntimeException e) {
      LOG.debug("the broker does not say where the topic ends", e);
      jobs.forEach(JobMetrics::unreachable);
      disconnect();
    }
  }

  private void disconnect() {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (thread.awaitTermination(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
        disconnect();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
