package io.footfall.bench.spark;

import io.footfall.generator.core.Truth;
import io.footfall.runtime.spark.RunMode;
import io.footfall.schema.core.config.FootfallConfig;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** The Kafka source alone: as fast as anything on top of it can be. */
final class Ceiling implements Contender {

  @Override
  public String name() {
    return "ceiling";
  }

  @Override
  public List<WatchedTable> tables() {
    return List.of();
  }

  @Override
  public Running start(SparkSession spark, FootfallConfig config, String servers, RunMode mode) {
    return Baseline.start(
        name(), Baseline.source(spark, config, servers).writeStream().format("noop"), config, mode);
  }

  @Override
  public long verify(SparkSession spark, FootfallConfig config, Truth truth) {
    return 0;
  }
}
