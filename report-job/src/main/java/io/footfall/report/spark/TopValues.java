package io.footfall.report.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.footfall.runtime.delta.Pinned;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.spark.Tables;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What occurs most in {@code events}. */
public final class TopValues {
  private final SparkSession session;
  private final FootfallConfig config;

  /**
   * @param session of {@link ReportSession}
   */
  public TopValues(SparkSession session, FootfallConfig config) {
    this.session = session;
    this.config = config;
  }

  /**
   * Rows of {@code value}, {@code events}, {@code users} (counted exactly) and {@code paid} (map of
   * currency to the sum over payments), most events first. An event counts once however often its
   * producer sent it. Empty where ingest has written nothing yet.
   *
   * @param column of {@code events}, of type string
   * @param type only events of this type
   */
  public Optional<Dataset<Row>> of(
      String column, TimeRange range, Optional<String> type, int limit) {
    return Pinned.newest(session, config.warehouse(), Tables.EVENTS)
        .map(
            table -> {
              Dataset<Row> events =
                  table
                      .rows()
                      .where(range.ofUtcDate(col("event_date")))
                      .where(range.of(col("event_time")))
                      .where(col(column).isNotNull())
                      .select(
                          col(column).as("value"),
                          col("event_id"),
                          col("user_id"),
                          col("event_type"),
                          col("amount"),
                          col("currency"));
              Dataset<Row> counted =
                  (type.isPresent() ? events.where(col("event_type").equalTo(type.get())) : events)
                      .dropDuplicates(new String[] {"user_id", "event_id"});
              Dataset<Row> top =
                  counted
                      .groupBy("value")
                      .agg(
                          expr("count(*)").as("events"),
                          expr("count(DISTINCT user_id)").as("users"))
                      .orderBy(col("events").desc(), col("value"))
                      .limit(limit);
              Dataset<Row> paid =
                  counted
                      .where("event_type = 'payment' AND amount IS NOT NULL")
                      .groupBy(col("value"), expr("coalesce(currency, '')").as("currency"))
                      .agg(expr("CAST(sum(amount) AS DECIMAL(38, 4))").as("amount"))
                      .groupBy("value")
                      .agg(
                          expr("map_from_entries(collect_list(struct(currency, amount)))")
                              .as("paid"));
              return top.join(paid, top.col("value").equalTo(paid.col("value")), "left")
                  .select(top.col("value"), col("events"), col("users"), col("paid"))
                  .orderBy(col("events").desc(), top.col("value"));
            });
  }
}
