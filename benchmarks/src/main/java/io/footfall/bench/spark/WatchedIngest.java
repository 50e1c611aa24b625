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
 * @param scrapes when given, metrics and live page are served and looked at all the while, and it
 *     takes how long the answers took
 */
public record WatchedIngest(Optional<ScrapeTimes> scrapes) implements Contender {

  @Override
  public String name() {
    return scrapes.isPresent() ? "watched" : "unwatched";
  }

  @Override
  public Map<String, String> settings() {
    return scrapes.isPresent()
        ? Map.of("footfall.metrics.port", "0", "footfall.metrics.page", "true")
        : Map.of("footfall.metrics.enabled", "false");
  }

  @Override
  public void warm() {
    scrapes.ifPresent(ScrapeTimes::clear);
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
          scrapes
              .map(times -> Onlooker.at(monitor.address().orElseThrow(), times))
              .orElse(Onlooker.NONE));
    } catch (RuntimeException | Error e) {
      monitor.close();
      throw e;
    }
  }

  @Override
  public long verify(SparkSession spark, FootfallConfig config, Truth truth) {
    return FootfallIngest.verify(name(), spark, config, truth);
  }

  private record Watching(StartedJob job, Monitor monitor, Onlooker onlooker) implements Running {

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
    }

    @Override
    public void close() {
      onlooker.close();
      job.close();
      monitor.close();
    }
  }
}
