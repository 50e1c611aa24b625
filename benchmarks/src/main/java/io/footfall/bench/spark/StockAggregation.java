package io.footfall.bench.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.session_window;
import static org.apache.spark.sql.functions.window;

import io.footfall.generator.core.Truth;
import io.footfall.runtime.spark.RunMode;
import io.footfall.schema.core.config.FootfallConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * State by user with Spark as it comes: groups of events, appended by the stock Delta sink once the
 * watermark has passed them.
 *
 * @param groups of the columns of {@code events}; a column {@code events} counts
 * @param key columns that tell groups apart
 * @param members the events, each once for each group that it is in, for {@link FinalGroups}
 * @param by what makes groups of the members
 * @param groupsOfEvent how many groups an event is in
 * @param due what has been found to be due so far, by topic
 */
record StockAggregation(
    String name,
    String table,
    UnaryOperator<Dataset<Row>> groups,
    String key,
    UnaryOperator<Dataset<Row>> members,
    List<Column> by,
    int groupsOfEvent,
    Map<Truth, FinalGroups> due)
    implements Contender {
  private static final String GAP = "10 minutes";
  private static final String LENGTH = "10 minutes";
  private static final String SLIDE = "5 minutes";
  private static final Duration LATENESS = Duration.ofMinutes(2);

  /**
   * {@code session_window} with the session job's gap and lateness. It does less than the session
   * job: no row before the end, no revisions, no late rows, duplicates count twice, no cap.
   */
  static StockAggregation sessionWindow() {
    return new StockAggregation(
        "session-window",
        "stock_sessions",
        StockAggregation::sessions,
        "user_id, start_time",
        events -> events.withColumn(FinalGroups.FINAL_AT, expr("event_time + INTERVAL " + GAP)),
        List.of(col("user_id"), session_window(col("event_time"), GAP)),
        1,
        new HashMap<>());
  }

  /** The job that Footfall replaces. Its own sink took no updates, nor does Delta's. */
  static StockAggregation slidingCount() {
    return new StockAggregation(
        "sliding-count",
        "sliding_counts",
        StockAggregation::slidingCounts,
        "user_id, window_start",
        events ->
            events
                .withColumn("window", window(col("event_time"), LENGTH, SLIDE))
                .withColumn(FinalGroups.FINAL_AT, col("window.end")),
        List.of(col("user_id"), col("window")),
        2,
        new HashMap<>());
  }

  private static Dataset<Row> sessions(Dataset<Row> events) {
    return events
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
  }

  private static Dataset<Row> slidingCounts(Dataset<Row> events) {
    return events
        .groupBy(col("user_id"), window(col("event_time"), LENGTH, SLIDE))
        .agg(count(lit(1)).as("events"), max("kafka_timestamp").as("kafka_timestamp"))
        .select(
            col("user_id"),
            col("window.start").as("window_start"),
            col("window.end").as("window_end"),
            col("events"),
            col("kafka_timestamp"));
  }

  @Override
  public List<WatchedTable> tables() {
    return List.of(new WatchedTable(table, Optional.of("kafka_timestamp")));
  }

  @Override
  public Running start(SparkSession spark, FootfallConfig config, String servers, RunMode mode) {
    Dataset<Row> events =
        StockIngest.events(Baseline.source(spark, config, servers))
            .withWatermark("event_time", LATENESS.toSeconds() + " seconds");
    return Baseline.start(
        name,
        groups
            .apply(events)
            .writeStream()
            .format("delta")
            .outputMode("append")
            .option("path", path(config)),
        config,
        mode);
  }

  /** Groups that are not final at the end are in no row. */
  @Override
  public long verify(SparkSession spark, FootfallConfig config, Truth truth) {
    return RowCount.grouped(
        spark,
        path(config),
        name,
        key,
        due.computeIfAbsent(truth, topic -> finalGroups(spark, config, topic)));
  }

  private FinalGroups finalGroups(SparkSession spark, FootfallConfig config, Truth truth) {
    Dataset<Row> events = StockIngest.events(Baseline.wholeTopic(spark, config));
    return FinalGroups.of(members.apply(events), groupsOfEvent, LATENESS, truth, by);
  }

  private String path(FootfallConfig config) {
    return config.warehouse() + "/" + table;
  }
}
