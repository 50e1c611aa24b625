package io.footfall.runtime.delta;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;

import io.footfall.schema.spark.Tables;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Sessions as they stand: of each the latest row, without the merged-away. */
public final class LatestSessions {

  private LatestSessions() {}

  /** From the table as it is now. */
  public static Dataset<Row> of(SparkSession spark, String warehouse) {
    return of(spark.read().format("delta").load(Tables.SESSION_UPDATES.path(warehouse)));
  }

  /** From rows of {@code session_updates}. */
  public static Dataset<Row> of(Dataset<Row> updates) {
    return newest(updates).where("status <> 'MERGED'");
  }

  /** Of each session the latest row, those merged away among them. */
  public static Dataset<Row> newest(Dataset<Row> updates) {
    Column[] all = Arrays.stream(updates.columns()).map(name -> col(name)).toArray(Column[]::new);
    return updates
        .groupBy(col("session_id").as("of_session"))
        .agg(max_by(struct(all), struct(col("generation"), col("revision"))).as("latest"))
        .select("latest.*");
  }
}
