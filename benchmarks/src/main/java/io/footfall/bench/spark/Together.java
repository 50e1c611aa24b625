package io.footfall.bench.spark;

import io.footfall.generator.core.Truth;
import io.footfall.runtime.spark.RunMode;
import io.footfall.schema.core.config.FootfallConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;

/**
 * Several jobs in one process and one session, as {@code footfall run all} runs them.
 *
 * @param parts at least one; no two with the same table
 */
public record Together(List<Contender> parts) implements Contender {

  public Together {
    parts = List.copyOf(parts);
  }

  /** The one contender, or all of them together. */
  public static Contender of(List<Contender> parts) {
    return parts.size() == 1 ? parts.get(0) : new Together(parts);
  }

  @Override
  public String name() {
    return parts.stream().map(Contender::name).collect(Collectors.joining("-"));
  }

  @Override
  public List<WatchedTable> tables() {
    return parts.stream().flatMap(part -> part.tables().stream()).toList();
  }

  @Override
  public Running start(SparkSession spark, FootfallConfig config, String servers, RunMode mode) {
    List<Running> started = new ArrayList<>();
    try {
      parts.forEach(part -> started.add(part.start(spark, config, servers, mode)));
      return new All(started);
    } catch (RuntimeException | Error e) {
      started.forEach(Running::close);
      throw e;
    }
  }

  @Override
  public long verify(SparkSession spark, FootfallConfig config, Truth truth) {
    return parts.stream().mapToLong(part -> part.verify(spark, config, truth)).sum();
  }

  private record All(List<Running> parts) implements Running {

    @Override
    public List<StreamingQuery> queries() {
      return parts.stream().flatMap(part -> part.queries().stream()).toList();
    }

    @Override
    public Duration reportCpu() {
      return parts.stream().map(Running::reportCpu).reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public void awaitEnd() {
      parts.forEach(Running::awaitEnd);
    }

    @Override
    public void close() {
      parts.forEach(Running::close);
    }
  }
}
