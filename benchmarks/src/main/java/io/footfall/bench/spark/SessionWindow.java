package io.footfall.bench.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.session_window;

import io.footfall.generator.core.Truth;
import io.footfall.runtime.spark.RunMode;
import io.footfall.schema.core.config.FootfallConfig;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Sessions with Spark as it comes: {@code session_window} with the session job's gap and lateness,
 * appended by the stock Delta sink once a session is final. It does less than the session job: no
 * row before the end, no revisions, no late rows, duplicates count twice, no cap.
 */
final class SessionWindow implements Contender {
  static final String GAP = "10 minutes";
  static final String LATENESS = "2 minutes";
  private static final String TABLE = "stock_sessions";

  @Override
  public String name() {
    return "session-window";
  }

  @Override
  public List<WatchedTable> tables() {
    return List.of(new WatchedTable(TABLE, Optional.of("kafka_timestamp")));
  }

  @Override
  public Running start(SparkSession spark, FootfallConfig config, String servers, RunMode mode) {
    Dataset<Row> sessions =
        StockIngest.events(Baseline.source(spark, config, servers))
            .withWatermark("event_time", LATENESS)
            .groupBy(col("user_id"), session_window(col("event_time"), GAP).as("session"))
            .agg(
                count(lit(1)).as("events"),
                min("event_time").as("start_time"),
                max("event_time").as("end_time"),
                expr("min_by(page, event_time)").as("first_page"),
                expr("max_by(page, event_time)").as("last_page"),
                expr("sum(CASE WHEN event_type = 'order' THEN amount END)").as("ordered"),
                expr("sum(CASE WHEN event_type = 'payment' THEN amount END)").as("paid"),
                max("kafka_timestamp").as("kafka_timestamp"))
            .drop("session");
    return Baseline.start(
        name(),
        sessions
            .writeStream()
            .format("delta")
            .outputMode("append")
            .option("path", config.warehouse() + "/" + TABLE),
        config,
        mode);
  }

  /** Sessions that are not final at the end are in no row. */
  @Override
  public long verify(SparkSession spark, FootfallConfig config, Truth truth) {
    return RowCount.grouped(
        spark, config.warehouse() + "/" + TABLE, name(), "user_id, start_time", truth.valid());
  }
}
