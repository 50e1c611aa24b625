package io.footfall.cli.demo;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What the tables hold of one run, in the numbers of the generator's truth.
 *
 * @param amounts by type and currency, written {@code payment EUR}
 * @param statsEvents the sum of {@code event_stats_partial} over the whole table
 */
record Found(
    long valid,
    Map<String, Long> quarantined,
    long duplicates,
    Map<String, Long> eventsByType,
    Map<String, BigDecimal> amounts,
    long distinctUsers,
    long statsEvents,
    long allEvents) {

  /** Counts. */
  static Found in(SparkSession spark, String warehouse, Map<KafkaPartition, OffsetRange> sent) {
    Dataset<Row> events = read(spark, warehouse, Tables.EVENTS).where(of(sent)).cache();
    try {
      Row totals =
          events
              .selectExpr("count(*)", "count(distinct event_id)", "count(distinct user_id)")
              .collectAsList()
              .get(0);
      Map<String, Long> types = counts(events, "event_type");
      Map<String, BigDecimal> amounts = new TreeMap<>();
      events
          .where("amount IS NOT NULL")
          .groupBy("event_type", "currency")
          .sum("amount")
          .collectAsList()
          .forEach(
              row -> amounts.put(row.getString(0) + " " + row.getString(1), row.getDecimal(2)));
      return new Found(
          totals.getLong(0),
          counts(read(spark, warehouse, Tables.QUARANTINE).where(of(sent)), "reason"),
          totals.getLong(0) - totals.getLong(1),
          types,
          amounts,
          totals.getLong(2),
          sum(read(spark, warehouse, Tables.EVENT_STATS_PARTIAL).selectExpr("sum(events)")),
          sum(read(spark, warehouse, Tables.EVENTS).selectExpr("count(*)")));
    } finally {
      events.unpersist();
    }
  }

  long quarantinedTotal() {
    return quarantined.values().stream().mapToLong(Long::longValue).sum();
  }

  private static Dataset<Row> read(SparkSession spark, String warehouse, TableLayout table) {
    return spark.read().format("delta").load(table.path(warehouse));
  }

  private static long sum(Dataset<Row> one) {
    Row row = one.collectAsList().get(0);
    return row.isNullAt(0) ? 0 : row.getLong(0);
  }

  private static Map<String, Long> counts(Dataset<Row> rows, String column) {
    Map<String, Long> counts = new TreeMap<>();
    rows.groupBy(column)
        .count()
        .collectAsList()
        .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
    return counts;
  }

  /** The rows with these offsets. */
  static Column of(Map<KafkaPartition, OffsetRange> sent) {
    Column any = lit(false);
    for (Map.Entry<KafkaPartition, OffsetRange> entry : sent.entrySet()) {
      any =
          any.or(
              col("kafka_topic")
                  .equalTo(entry.getKey().topic())
                  .and(col("kafka_partition").equalTo(entry.getKey().number()))
                  .and(col("kafka_offset").geq(entry.getValue().from()))
                  .and(col("kafka_offset").lt(entry.getValue().until())));
    }
    return any;
  }
}
