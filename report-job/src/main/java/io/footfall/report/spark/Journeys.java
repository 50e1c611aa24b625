package io.footfall.report.spark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.sum;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What is told of a user, in two parts that both add up: what his sessions tell, and what his
 * funnels tell. The columns of {@code user_journeys} but for {@code updated_at} and {@code bucket}.
 */
final class Journeys {
  private static final String NO_SUMS = "CAST(map() AS MAP<STRING, DECIMAL(38, 4)>)";
  static final String NO_COHORTS = "CAST(map() AS MAP<STRING, BIGINT>)";
  private static final String NO_LEVELS = "CAST(map() AS MAP<STRING, INT>)";

  /** Columns of the part that sessions tell, each with what it is for a user without sessions. */
  static final Map<String, String> OF_NO_SESSION = ofNoSession();

  /** The same for the part that funnels tell. */
  static final Map<String, String> OF_NO_FUNNEL =
      Map.of("cohorts", NO_COHORTS, "furthest", NO_LEVELS);

  private Journeys() {}

  private static Map<String, String> ofNoSession() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("first_seen", "CAST(NULL AS TIMESTAMP)");
    columns.put("last_seen", "CAST(NULL AS TIMESTAMP)");
    columns.put("sessions", "0L");
    columns.put("events", "0L");
    columns.put("orders", "0L");
    columns.put("ordered", NO_SUMS);
    columns.put("paid", NO_SUMS);
    columns.put("last_session_id", "CAST(NULL AS STRING)");
    columns.put("last_session_start", "CAST(NULL AS TIMESTAMP)");
    columns.put("last_channel", "CAST(NULL AS STRING)");
    columns.put("in_session", "false");
    return columns;
  }

  /**
   * The part that sessions tell, and {@code gone}: the ids of sessions that are no longer as they
   * were.
   *
   * @param sessions with a column {@code sign}; rows of one revision of a session cancel each other
   */
  static Dataset<Row> ofSessions(Dataset<Row> sessions) {
    return sessions
        .groupBy("session_id", "generation", "revision")
        .agg(
            sum("sign").as("sign"),
            first(
                    expr(
                        "struct(user_id, start_time, end_time, events, events_by_type, ordered,"
                            + " paid, channel, status)"))
                .as("of"))
        .where("sign <> 0")
        .selectExpr("session_id", "sign", "of.*")
        .groupBy("user_id")
        .agg(
            expr("min(IF(sign > 0, start_time, NULL))").as("first_seen"),
            expr("max(IF(sign > 0, end_time, NULL))").as("last_seen"),
            expr("sum(sign)").as("sessions"),
            expr("sum(sign * events)").as("events"),
            expr("sum(sign * coalesce(element_at(events_by_type, 'order'), 0L))").as("orders"),
            expr(sums("ordered")).as("ordered"),
            expr(sums("paid")).as("paid"),
            expr("max_by(struct(session_id, start_time, channel, status),"
                    + " IF(sign > 0, struct(start_time, session_id), NULL))")
                .as("last"),
            expr("collect_list(IF(sign < 0, session_id, NULL))").as("gone"))
        .withColumn("last_session_id", col("last.session_id"))
        .withColumn("last_session_start", col("last.start_time"))
        .withColumn("last_channel", col("last.channel"))
        .withColumn("in_session", expr("coalesce(last.status = 'OPEN', false)"))
        .drop("last");
  }

  /**
   * The part that funnels tell.
   *
   * @param updates rows of {@code funnel_updates}
   */
  static Dataset<Row> ofFunnels(Dataset<Row> updates) {
    return updates
        .where("kind = 'UPDATE'")
        .groupBy(
            col("user_id"),
            expr("concat_ws(':', definition_hash, CAST(level AS STRING), funnel)").as("cohort"))
        .agg(expr("sum(sign)").as("n"))
        .where("n <> 0")
        .groupBy("user_id")
        .agg(expr("map_from_entries(collect_list(struct(cohort, n)))").as("cohorts"))
        .withColumn("furthest", expr(furthest("cohorts")));
  }

  /** Both parts beside each other: one row per user, without {@code gone}. */
  static Dataset<Row> joined(Dataset<Row> sessions, Dataset<Row> funnels) {
    Dataset<Row> joined =
        sessions
            .drop("gone")
            .join(
                funnels.withColumnRenamed("user_id", "of_user"),
                col("user_id").equalTo(col("of_user")),
                "full_outer")
            .withColumn("user_id", coalesce(col("user_id"), col("of_user")))
            .drop("of_user");
    for (Map<String, String> part : List.of(OF_NO_SESSION, OF_NO_FUNNEL)) {
      for (Map.Entry<String, String> column : part.entrySet()) {
        joined =
            joined.withColumn(
                column.getKey(), coalesce(col(column.getKey()), expr(column.getValue())));
      }
    }
    return joined;
  }

  /** Adds two maps of amounts. */
  static String addedSums(String one, String other) {
    return "map_filter(map_zip_with(%s, %s, (k, x, y) -> CAST(coalesce(x, CAST(0 AS DECIMAL(38, 4))) + coalesce(y, CAST(0 AS DECIMAL(38, 4))) AS DECIMAL(38, 4))), (k, v) -> v <> 0)"
        .formatted(one, other);
  }

  /** Adds two maps of counts. */
  static String addedCounts(String one, String other) {
    return "map_filter(map_zip_with(%s, %s, (k, x, y) -> coalesce(x, 0L) + coalesce(y, 0L)), (k, v) -> v <> 0)"
        .formatted(one, other);
  }

  /** By funnel the deepest level, of a map by {@code DEFINITION:LEVEL:FUNNEL}. */
  static String furthest(String cohorts) {
    return ("aggregate(map_keys(%s), %s, (deepest, k) -> map_zip_with(deepest,"
            + " map(split(k, ':', 3)[2], CAST(split(k, ':', 3)[1] AS INT)),"
            + " (f, x, y) -> greatest(x, y)))")
        .formatted(cohorts, NO_LEVELS);
  }

  private static String sums(String column) {
    String signed =
        "IF(sign > 0, %s, transform_values(%s, (k, v) -> CAST(-v AS DECIMAL(38, 4))))"
            .formatted(column, column);
    return "aggregate(collect_list(%s), %s, (a, m) -> %s)"
        .formatted(signed, NO_SUMS, addedSums("a", "m"));
  }
}
