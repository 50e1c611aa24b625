package io.footfall.bench.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.window;

import io.footfall.generator.core.Truth;
import io.footfall.runtime.spark.RunMode;
import io.footfall.schema.core.config.FootfallConfig;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The job that Footfall replaces: events by user in a sliding window. Its own sink took no updates,
 * nor does Delta's: rows are appended once their window is final.
 */
final class SlidingCount implements Contender {
  private static final String TABLE = "sliding_counts";

  @Override
  public String name() {
    return "sliding-count";
  }

  @Override
  public List<WatchedTable> tables() {
    return List.of(new WatchedTable(TABLE, Optional.of("kafka_timestamp")));
  }

  @Override
  public Running start(SparkSession spark, FootfallConfig config, String servers, RunMode mode) {
    Dataset<Row> counts =
        StockIngest.events(Baseline.source(spark, config, servers))
            .withWatermark("event_time", SessionWindow.LATENESS)
            .groupBy(col("user_id"), window(col("event_time"), "10 minutes", "5 minutes"))
            .agg(count(lit(1)).as("events"), max("kafka_timestamp").as("kafka_timestamp"))
            .select(
                col("user_id"),
                col("window.start").as("window_start"),
                col("window.end").as("window_end"),
                col("events"),
                col("kafka_timestamp"));
    return Baseline.start(
        name(),
        counts
            .writeStream()
            .format("delta")
            .outputMode("append")
            .option("path", config.warehouse() + "/" + TABLE),
        config,
        mode);
  }

  /** Windows that are not final at the end are in no row; an event counts in two windows. */
  @Override
  public long verify(SparkSession spark, FootfallConfig config, Truth truth) {
    return RowCount.grouped(
        spark,
        config.warehouse() + "/" + TABLE,
        name(),
        "user_id, window_start",
        2 * truth.valid());
  }
}
