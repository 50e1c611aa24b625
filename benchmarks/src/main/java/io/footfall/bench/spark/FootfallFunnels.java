package io.footfall.bench.spark;

import static org.apache.spark.sql.functions.expr;

import io.footfall.funnel.FunnelJob;
import io.footfall.generator.core.Truth;
import io.footfall.runtime.spark.BatchLog;
import io.footfall.runtime.spark.RunMode;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.spark.Tables;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The funnel job as `footfall run funnel` runs it. */
public final class FootfallFunnels implements Contender {

  @Override
  public String name() {
    return FunnelJob.NAME;
  }

  @Override
  public List<WatchedTable> tables() {
    return List.of(
        new WatchedTable(Tables.FUNNEL_UPDATES.name(), Optional.of("kafka_timestamp"), "sign = 1"),
        new WatchedTable(Tables.FUNNEL_LATE_EVENTS.name(), Optional.of("kafka_timestamp")));
  }

  @Override
  public Running start(SparkSession spark, FootfallConfig config, String servers, RunMode mode) {
    return new StartedJob(
        FunnelJob.start(spark, FunnelJob.plan(spark, config, servers), mode, new BatchLog()));
  }

  /** Each user is counted once in each cohort, whatever was taken back on the way. */
  @Override
  public long verify(SparkSession spark, FootfallConfig config, Truth truth) {
    Row sums =
        spark
            .read()
            .format("delta")
            .load(Tables.FUNNEL_UPDATES.path(config.warehouse()))
            .groupBy("definition_hash", "user_id", "cohort")
            .agg(expr("sum(sign)").as("times"), expr("count(*)").as("rows"))
            .selectExpr("count(*)", "count_if(times = 1)", "sum(rows)")
            .first();
    RowCount.require(
        name() + ", users counted once", sums.getLong(0), sums.getLong(0), sums.getLong(1));
    return sums.isNullAt(2) ? 0 : sums.getLong(2);
  }
}
