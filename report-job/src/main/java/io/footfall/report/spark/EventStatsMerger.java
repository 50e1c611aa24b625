package io.footfall.report.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.delta.tables.DeltaTable;
import io.footfall.report.core.ReportErrors;
import io.footfall.runtime.core.lifecycle.PassReport.Merge;
import io.footfall.runtime.delta.MergeTarget;
import io.footfall.runtime.delta.TableChanges;
import io.footfall.schema.spark.ReportTables;
import io.footfall.schema.spark.Tables;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** {@code event_stats_partial} to {@code event_stats}: partial counts add up, sketches unite. */
final class EventStatsMerger implements Merger {
  private static final Map<String, String> SUMS =
      Map.of(
          "events", "t.events + s.events",
          "amount", "coalesce(t.amount + s.amount, t.amount, s.amount)",
          "users", "hll_sketch_estimate(hll_union(t.users_sketch, s.users_sketch))",
          "users_sketch", "hll_union(t.users_sketch, s.users_sketch)",
          "updated_at", "s.updated_at");

  @Override
  public List<Merge> merge(Merging merging) {
    long began = System.nanoTime();
    Optional<TableChanges.Source> source = merging.source(Tables.EVENT_STATS_PARTIAL);
    if (source.isEmpty()) {
      return List.of();
    }
    MergeTarget target = merging.target(ReportTables.EVENT_STATS);
    MergeTarget.Turn turn =
        target.turn(
            merging.appId(ReportTables.EVENT_STATS, Tables.EVENT_STATS_PARTIAL, source.get()));
    OptionalLong before = turn.position();
    TableChanges changes = source.get().since(before);
    if (changes.whole()) {
      requireWhole(source.get());
      target.replace(turn, changes.version(), stats(changes.rows(), merging.now()));
    } else if (changes.files() > 0) {
      add(target, turn, changes, merging.now());
    }
    if (changes.whole() || changes.files() > 0) {
      merging.register(Tables.EVENT_STATS_PARTIAL, changes.version() + 1);
    }
    return List.of(
        merging.merged(
            ReportTables.EVENT_STATS, Tables.EVENT_STATS_PARTIAL, before, changes, began));
  }

  /** What was merged may be more than what is left of the source. */
  static void requireWhole(TableChanges.Source source) {
    Optional<LocalDate> expired = source.expiredBefore();
    if (expired.isPresent()) {
      throw ReportErrors.expired(
          ReportTables.EVENT_STATS.name(), Tables.EVENT_STATS_PARTIAL.name(), expired.get());
    }
  }

  private static void add(
      MergeTarget target, MergeTarget.Turn turn, TableChanges changes, Column now) {
    Dataset<Row> stats = stats(changes.rows(), now).cache();
    try {
      String condition =
          "t.bucket_date IN (%s) AND t.grain = s.grain AND t.bucket = s.bucket"
                  .formatted(dates(stats))
              + " AND t.event_type = s.event_type AND t.channel <=> s.channel"
              + " AND t.currency <=> s.currency";
      target.commit(turn, changes.version(), table -> merge(table, stats, condition));
    } finally {
      stats.unpersist();
    }
  }

  private static void merge(DeltaTable table, Dataset<Row> stats, String condition) {
    table
        .as("t")
        .merge(stats.as("s"), condition)
        .whenMatched()
        .updateExpr(SUMS)
        .whenNotMatched()
        .insertAll()
        .execute();
  }

  /** Literals: what lies in other partitions is not looked at. */
  private static String dates(Dataset<Row> stats) {
    return stats.select("bucket_date").distinct().collectAsList().stream()
        .map(row -> "DATE '" + row.getDate(0) + "'")
        .collect(Collectors.joining(", ", "", ""));
  }

  /** Both grains, in the columns of the table. */
  private static Dataset<Row> stats(Dataset<Row> partials, Column now) {
    Dataset<Row> minutes = grain(partials.withColumnRenamed("users", "users_sketch"), "minute");
    return minutes
        .unionByName(grain(minutes.withColumnRenamed("bucket", "minute"), "hour"))
        .select(
            col("grain"),
            col("bucket"),
            col("event_type"),
            col("channel"),
            col("currency"),
            col("events"),
            col("amount"),
            expr("hll_sketch_estimate(users_sketch)").as("users"),
            col("users_sketch"),
            now.as("updated_at"),
            expr("CAST(bucket AS DATE)").as("bucket_date"));
  }

  private static Dataset<Row> grain(Dataset<Row> rows, String grain) {
    return rows.groupBy(
            expr("date_trunc('" + grain + "', minute)").as("bucket"),
            col("event_type"),
            col("channel"),
            col("currency"))
        .agg(
            expr("sum(events)").as("events"),
            expr("CAST(sum(amount) AS DECIMAL(38, 4))").as("amount"),
            expr("hll_union_agg(users_sketch)").as("users_sketch"))
        .withColumn("grain", lit(grain));
  }
}
