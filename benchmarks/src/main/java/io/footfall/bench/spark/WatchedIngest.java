package io.footfall.bench.spark;

import io.footfall.generator.core.Truth;
import io.footfall.ingest.IngestJob;
import io.footfall.runtime.metrics.Monitor;
import io.footfall.runtime.spark.BatchLog;
import io.footfall.runtime.spark.RunMode;
import io.footfall.runtime.spark.RunningJob;
import io.footfall.schema.core.config.FootfallConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;

/**
 * The ingest job with metrics or without.
 *
 * @param meter when given, metrics and live page are served and looked at all the while, and it
 *     takes what that shows
 */
public record WatchedIngest(Optional<WatchMeter> meter) implements Contender {

  @Override
  public String name() {
    return meter.isPresent() ? "watched" : "unwatched";
  }

  @Override
  public Map<String, String> settings() {
    return meter.isPresent()
        ? Map.of("footfall.metrics.port", "0", "footfall.metrics.page", "true")
        : Map.of("footfall.metrics.enabled", "false");
  }

  @Override
  public void warm() {
    meter.ifPresent(WatchMeter::clear);
  }

  @Override
  public List<WatchedTable> tables() {
    return new FootfallIngest().tables();
  }

  @Override
  public Running start(SparkSession spark, FootfallConfig config, String servers, RunMode mode) {
    Monitor monitor =
        Monitor.start(spark, config, List.of(IngestJob.NAME), () -> servers, line -> {});
    try {
      RunningJob job =
          IngestJob.start(
              spark,
              IngestJob.plan(spark, config, servers),
              mode,
              monitor.listener(IngestJob.NAME, new BatchLog()));
      return new Watching(
          new StartedJob(job),
          monitor,
          meter
              .map(seen -> Onlooker.at(monitor.address().orElseThrow(), seen))
              .orElse(Onlooker.NONE),
          meter);
    } catch (RuntimeException | Error e) {
      monitor.close();
      throw e;
    }
  }

  @Override
  public long verify(SparkSession spark, FootfallConfig config, Truth truth) {
    return FootfallIngest.verify(name(), spark, config, truth);
  }

  private record Watching(
      StartedJob job, Monitor monitor, Onlooker onlooker, Optional<WatchMeter> meter)
      implements Running {

    @Override
    public List<StreamingQuery> queries() {
      return job.queries();
    }

    @Override
    public Duration onlookersCpu() {
      return onlooker.cpu();
    }

    @Override
    public void awaitEnd() {
      job.awaitEnd();
      meter.ifPresent(WatchMeter::addServing);
    }

    @Override
    public void close() {
      onlooker.close();
      job.close();
      monitor.close();
    }
  }
}
