package io.footfall.session.spark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;

import io.footfall.runtime.core.keyed.BatchTime;
import io.footfall.runtime.delta.LatestSessions;
import io.footfall.runtime.spark.keyed.StateNeed;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The state of a user depends on the events since the start of the first session that is not final.
 * Where that one goes on behind a cut, it is on those since the start of all that was cut: the same
 * cuts are then made again.
 */
record SessionNeed() implements StateNeed {

  @Override
  public Events at(SparkSession spark, String warehouse, BatchTime time) {
    Dataset<Row> sessions =
        LatestSessions.of(spark, warehouse)
            .select(
                col("user_id"),
                col("final"),
                col("split_reason"),
                expr("unix_micros(start_time)").as("start"));
    Dataset<Row> open =
        sessions.where(not(col("final"))).groupBy("user_id").agg(min("start").as("open"));
    Dataset<Row> users =
        open.join(
                sessions
                    .where(col("split_reason").isNull())
                    .select(col("user_id").as("of_user"), col("start")),
                col("user_id").equalTo(col("of_user")).and(col("start").leq(col("open"))),
                "left")
            .groupBy("user_id")
            .agg(coalesce(max("start"), min("open")).as("from_micros"))
            .cache();
    Row from = users.agg(min("from_micros")).head();
    return from.isNullAt(0) ? Events.none() : new Events(from.getLong(0), Optional.of(users));
  }
}
