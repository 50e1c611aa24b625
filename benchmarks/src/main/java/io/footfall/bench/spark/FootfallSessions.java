package io.footfall.bench.spark;

import io.footfall.generator.core.Truth;
import io.footfall.runtime.delta.LatestSessions;
import io.footfall.runtime.spark.BatchLog;
import io.footfall.runtime.spark.RunMode;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.spark.Tables;
import io.footfall.session.SessionJob;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The session job as `footfall run session` runs it. */
public final class FootfallSessions implements Contender {

  @Override
  public String name() {
    return SessionJob.NAME;
  }

  @Override
  public List<WatchedTable> tables() {
    return List.of(
        new WatchedTable(
            Tables.SESSION_UPDATES.name(), Optional.of("kafka_timestamp"), "status <> 'CLOSED'"),
        new WatchedTable(Tables.SESSION_LATE_EVENTS.name(), Optional.of("kafka_timestamp")));
  }

  @Override
  public Running start(SparkSession spark, FootfallConfig config, String servers, RunMode mode) {
    return new StartedJob(SessionJob.start(spark, config, servers, mode, new BatchLog()));
  }

  /** Every valid record is an event of a session, a copy of one, or late. */
  @Override
  public long verify(SparkSession spark, FootfallConfig config, Truth truth) {
    Row sums =
        LatestSessions.of(spark, config.warehouse()).selectExpr("sum(events + duplicates)").head();
    long late =
        spark
            .read()
            .format("delta")
            .load(Tables.SESSION_LATE_EVENTS.path(config.warehouse()))
            .count();
    long records = (sums.isNullAt(0) ? 0 : sums.getLong(0)) + late;
    RowCount.require(name() + ", records in sessions", truth.valid(), truth.valid(), records);
    return records;
  }
}
