package io.footfall.cli.demo;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.runtime.delta.CommitTimes;
import io.footfall.schema.spark.Tables;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * How long records took from their Kafka timestamp to the Delta commit that shows them, weighted by
 * record, in milliseconds.
 *
 * @param records how many were measured
 */
record Latency(long records, long p50, long p99, long max) {

  /**
   * Measures the valid records of a run.
   *
   * @param sent their offsets
   */
  static Latency of(SparkSession spark, String warehouse, Map<KafkaPartition, OffsetRange> sent) {
    Dataset<Row> rows =
        spark
            .read()
            .format("delta")
            .load(Tables.EVENTS.path(warehouse))
            .where(Found.of(sent))
            .select(col("kafka_timestamp"), expr("_metadata.file_name").as("file"))
            .join(CommitTimes.of(spark, warehouse, Tables.EVENTS), "file")
            .selectExpr("unix_millis(committed_at) - unix_millis(kafka_timestamp) AS latency");
    Row row =
        rows.selectExpr("count(*)", "percentile(latency, array(0.5, 0.99))", "max(latency)")
            .collectAsList()
            .get(0);
    if (row.getLong(0) == 0) {
      return new Latency(0, 0, 0, 0);
    }
    return new Latency(
        row.getLong(0),
        Math.round(row.<Double>getList(1).get(0)),
        Math.round(row.<Double>getList(1).get(1)),
        row.getLong(2));
  }
}
