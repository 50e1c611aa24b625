package io.footfall.report.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Signed rows of {@code funnel_updates} and its corrections to those of {@code funnel_report}. */
final class FunnelSteps {
  private static final String[] GROUP = {
    "funnel", "definition_hash", "cohort", "breakdown_field", "breakdown"
  };

  private static final String STEPS =
      "OVER (PARTITION BY " + String.join(", ", GROUP) + " ORDER BY step)";

  private FunnelSteps() {}

  /**
   * Counts.
   *
   * @param updates all rows of the cohorts that are to be counted
   * @param now for {@code updated_at}
   */
  static Dataset<Row> of(Dataset<Row> updates, Column now) {
    return reached(byBreakdown(updates.where("kind = 'UPDATE'")))
        .unionByName(abandoned(byBreakdown(updates.where("kind = 'ABANDONED'"))))
        .groupBy(columns("step"))
        .agg(
            expr("sum(users)").as("users"),
            expr("max(p50)").as("p50"),
            expr("max(p90)").as("p90"),
            expr("sum(abandoned)").as("abandoned"))
        .select(
            col("funnel"),
            col("definition_hash"),
            col("cohort"),
            col("step"),
            col("breakdown_field"),
            col("breakdown"),
            col("users"),
            expr("users / first_value(users) " + STEPS).as("rate"),
            expr("users / coalesce(lag(users) " + STEPS + ", users)").as("rate_from_previous"),
            col("p50").as("p50_seconds"),
            col("p90").as("p90_seconds"),
            col("abandoned"),
            now.as("updated_at"),
            expr("CAST(cohort AS DATE)").as("cohort_date"));
  }

  /** Each row once for all users, and once for each of its breakdown fields. */
  private static Dataset<Row> byBreakdown(Dataset<Row> rows) {
    return rows.selectExpr(
        "funnel",
        "definition_hash",
        "cohort",
        "user_id",
        "sign",
        "level",
        "step_times",
        "explode(map_concat(map('', CAST(NULL AS STRING)),"
            + " coalesce(breakdown, CAST(map() AS MAP<STRING, STRING>))))"
            + " AS (breakdown_field, breakdown)");
  }

  /** What is retracted adds up to nothing; of what is left, each user at each step he reached. */
  private static Dataset<Row> reached(Dataset<Row> updates) {
    return updates
        .groupBy(columns("user_id", "step_times"))
        .agg(expr("sum(sign)").as("net"))
        .where("net <> 0")
        .withColumn("step", expr("explode(sequence(1, size(step_times)))"))
        .withColumn(
            "seconds",
            expr(
                "IF(step = 1, NULL, (unix_micros(step_times[step - 1]) -"
                    + " unix_micros(step_times[step - 2])) / 1e6)"))
        .groupBy(columns("step"))
        .agg(
            expr("sum(net)").as("users"),
            expr("percentile(seconds, 0.5D, greatest(net, 0L))").as("p50"),
            expr("percentile(seconds, 0.9D, greatest(net, 0L))").as("p90"))
        .withColumn("abandoned", expr("0L"));
  }

  private static Dataset<Row> abandoned(Dataset<Row> rows) {
    return rows.withColumnRenamed("level", "step")
        .groupBy(columns("step"))
        .agg(expr("sum(IF(sign < 0, -1L, 1L))").as("abandoned"))
        .where("abandoned <> 0")
        .withColumn("users", expr("0L"))
        .withColumn("p50", expr("CAST(NULL AS DOUBLE)"))
        .withColumn("p90", expr("CAST(NULL AS DOUBLE)"));
  }

  /** The group's columns and these. */
  private static Column[] columns(String... more) {
    Column[] columns = new Column[GROUP.length + more.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = col(i < GROUP.length ? GROUP[i] : more[i - GROUP.length]);
    }
    return columns;
  }
}
