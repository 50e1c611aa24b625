package io.footfall.bench.spark;

import io.footfall.generator.core.Truth;
import io.footfall.ingest.IngestJob;
import io.footfall.runtime.spark.BatchLog;
import io.footfall.runtime.spark.RunMode;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.spark.Tables;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** The ingest job as `footfall run ingest` runs it. */
public final class FootfallIngest implements Contender {

  @Override
  public String name() {
    return IngestJob.NAME;
  }

  @Override
  public List<WatchedTable> tables() {
    return List.of(
        new WatchedTable(Tables.EVENTS.name(), Optional.of("kafka_timestamp")),
        new WatchedTable(Tables.QUARANTINE.name(), Optional.of("kafka_timestamp")),
        new WatchedTable(Tables.EVENT_STATS_PARTIAL.name(), Optional.empty()),
        new WatchedTable(Tables.OFFSET_GAPS.name(), Optional.empty()));
  }

  @Override
  public Running start(SparkSession spark, FootfallConfig config, String servers, RunMode mode) {
    return new StartedJob(
        IngestJob.start(spark, IngestJob.plan(spark, config, servers), mode, new BatchLog()));
  }

  @Override
  public long verify(SparkSession spark, FootfallConfig config, Truth truth) {
    return verify(name(), spark, config, truth);
  }

  /** For all that leave the tables of ingest behind. */
  static long verify(String name, SparkSession spark, FootfallConfig config, Truth truth) {
    long events = RowCount.of(spark, Tables.EVENTS.path(config.warehouse()), name);
    RowCount.require(name + ", table events", truth.valid(), truth.valid(), events);
    long quarantined = RowCount.of(spark, Tables.QUARANTINE.path(config.warehouse()), name);
    RowCount.require(
        name + ", table quarantine", truth.quarantined(), truth.quarantined(), quarantined);
    return events + quarantined;
  }
}
