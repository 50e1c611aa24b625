package io.footfall.bench.spark;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.footfall.bench.core.Latencies;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Puts the Kafka timestamp of every row beside the moment at which its file could be read. */
final class Weighing {
  private static final StructType SEEN =
      new StructType().add("file", DataTypes.StringType).add("seen", DataTypes.LongType);

  private Weighing() {}

  /**
   * Latencies by row, each row weighing the same: by record where a row is a record.
   *
   * @param seenMillis file name to the moment at which it was seen
   * @param from the first Kafka timestamp that counts
   * @param until the first that no longer counts
   */
  static Latencies.Summary of(
      SparkSession spark,
      Path table,
      Contender.WatchedTable watched,
      Map<String, Long> seenMillis,
      Instant from,
      Instant until) {
    Latencies latencies = new Latencies();
    if (seenMillis.isEmpty()) {
      return latencies.summary();
    }
    List<Row> seen = new ArrayList<>();
    seenMillis.forEach((file, millis) -> seen.add(RowFactory.create(file, millis)));
    Dataset<Row> counts =
        spark
            .read()
            .option("recursiveFileLookup", "true")
            .parquet(table.toString())
            .where(watched.where())
            .select(
                col(watched.timestampColumn().orElseThrow()).as("sent"),
                expr("_metadata.file_name").as("file"))
            .where(col("sent").geq(Timestamp.from(from)).and(col("sent").lt(Timestamp.from(until))))
            .join(broadcast(spark.createDataFrame(seen, SEEN)), "file")
            .groupBy(expr("seen - unix_millis(sent)").as("millis"))
            .count();
    counts.collectAsList().forEach(row -> latencies.add(row.getLong(0), row.getLong(1)));
    return latencies.summary();
  }
}
