package io.footfall.bench.spark;

import static org.apache.spark.sql.functions.col;

import io.footfall.bench.core.BenchErrors;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Counts a table's rows by reading them; the log's statistics could say anything. */
final class RowCount {

  private RowCount() {}

  /**
   * Rows of a table.
   *
   * @throws io.footfall.schema.core.error.FootfallException when a record stands in it twice
   */
  static long of(SparkSession spark, String path, String what) {
    Dataset<Row> offsets =
        spark
            .read()
            .format("delta")
            .load(path)
            .select(col("kafka_partition"), col("kafka_offset"))
            .groupBy("kafka_partition", "kafka_offset")
            .count();
    Row row =
        offsets.selectExpr("coalesce(sum(count), 0)", "count(kafka_offset)").collectAsList().get(0);
    long rows = row.getLong(0);
    require(what + " (each record once)", row.getLong(1), row.getLong(1), rows);
    return rows;
  }

  /**
   * Rows of a table with one row for each group of events.
   *
   * @param key columns that tell its rows apart
   * @param due what its column {@code events} may add up to
   * @throws io.footfall.schema.core.error.FootfallException when it holds a row twice, or fewer or
   *     more events than are due
   */
  static long grouped(SparkSession spark, String path, String what, String key, FinalGroups due) {
    Row row =
        spark
            .read()
            .format("delta")
            .load(path)
            .selectExpr(
                "count(*)", "count(DISTINCT " + key + ")", "CAST(coalesce(sum(events), 0) AS LONG)")
            .collectAsList()
            .get(0);
    require(what + " (each group once)", row.getLong(1), row.getLong(1), row.getLong(0));
    require(what + ", events in groups that are final", due.least(), due.most(), row.getLong(2));
    return row.getLong(0);
  }

  static void require(String what, long least, long most, long found) {
    if (found < least || found > most) {
      String wanted =
          least == most
              ? String.format(Locale.ROOT, "%,d", least)
              : String.format(Locale.ROOT, "%,d to %,d", least, most);
      throw BenchErrors.rowsDiffer(what, wanted, found);
    }
  }
}
