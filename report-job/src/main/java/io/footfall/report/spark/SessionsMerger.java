package io.footfall.report.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.delta.tables.DeltaTable;
import io.footfall.runtime.core.lifecycle.PassReport.Merge;
import io.footfall.runtime.delta.Corrections;
import io.footfall.runtime.delta.LatestSessions;
import io.footfall.runtime.delta.MergeTarget;
import io.footfall.runtime.delta.TableChanges;
import io.footfall.schema.spark.CorrectionTables;
import io.footfall.schema.spark.ReportTables;
import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code session_updates} and {@code session_corrections} to {@code sessions}: of each session that
 * was touched the latest row takes the place of the former, or takes it away where it says MERGED.
 * A session's id tells its start, so that only files that hold starts between the touched ones are
 * looked at.
 */
final class SessionsMerger implements Merger {
  private static final TableLayout CORRECTIONS = CorrectionTables.SESSION_CORRECTIONS;

  private static final String NEWER =
      "struct(s.generation, s.revision) > struct(t.generation, t.revision)";

  /** What a correction takes away must not be merged after it: so the updates go first. */
  @Override
  public List<Merge> merge(Merging merging) {
    Optional<Corrections> corrections = merging.corrections(CORRECTIONS);
    Optional<TableChanges.Source> source = merging.source(Tables.SESSION_UPDATES);
    if (source.isEmpty()) {
      return List.of();
    }
    MergeTarget target = merging.target(ReportTables.SESSIONS);
    List<Merge> merges = new ArrayList<>();
    merges.add(updates(merging, target, source.get(), corrections));
    corrections.ifPresent(found -> merges.add(corrections(merging, target, found)));
    return merges;
  }

  private static Merge updates(
      Merging merging,
      MergeTarget target,
      TableChanges.Source source,
      Optional<Corrections> corrections) {
    long began = System.nanoTime();
    MergeTarget.Turn turn =
        target.turn(merging.appId(ReportTables.SESSIONS, Tables.SESSION_UPDATES, source));
    OptionalLong before = turn.position();
    TableChanges changes = source.since(before);
    if (changes.whole()) {
      Dataset<Row> rows =
          corrections
              .map(found -> changes.rows().unionByName(found.rows()))
              .orElseGet(changes::rows);
      target.replace(turn, changes.version(), columns(LatestSessions.of(rows), merging.now()));
    } else if (changes.files() > 0) {
      change(target, turn, changes.version(), changes.rows(), merging.now());
    }
    if (changes.whole() || changes.files() > 0) {
      merging.register(Tables.SESSION_UPDATES, changes.version() + 1);
    }
    return merging.merged(ReportTables.SESSIONS, Tables.SESSION_UPDATES, before, changes, began);
  }

  /** Where they are in the table already, from a replacement, nothing changes. */
  private static Merge corrections(Merging merging, MergeTarget target, Corrections corrections) {
    long began = System.nanoTime();
    MergeTarget.Turn turn =
        target.turn(merging.appId(ReportTables.SESSIONS, CORRECTIONS, corrections));
    OptionalLong merged = turn.position();
    if (merged.orElse(0) < corrections.run()) {
      change(target, turn, corrections.run(), corrections.after(merged), merging.now());
    }
    return merging.merged(ReportTables.SESSIONS, CORRECTIONS, merged, corrections, began);
  }

  private static void change(
      MergeTarget target, MergeTarget.Turn turn, long position, Dataset<Row> changes, Column now) {
    Dataset<Row> latest = columns(LatestSessions.newest(changes), now).cache();
    try {
      Row touched =
          latest.selectExpr("min(start_time)", "max(start_time)", "collect_set(start_date)").head();
      Column condition =
          col("t.start_date")
              .isin(touched.getList(2).toArray())
              .and(col("t.start_time").between(lit(touched.get(0)), lit(touched.get(1))))
              .and(expr("t.session_id = s.session_id"));
      target.commit(turn, position, table -> merge(table, latest, condition));
    } finally {
      latest.unpersist();
    }
  }

  private static void merge(DeltaTable table, Dataset<Row> latest, Column condition) {
    table
        .as("t")
        .merge(latest.as("s"), condition)
        .whenMatched(NEWER + " AND s.status = 'MERGED'")
        .delete()
        .whenMatched(NEWER)
        .updateAll()
        .whenNotMatched("s.status <> 'MERGED'")
        .insertAll()
        .execute();
  }

  private static Dataset<Row> columns(Dataset<Row> sessions, Column now) {
    return sessions
        .withColumn("updated_at", now)
        .withColumn("start_date", expr("CAST(start_time AS DATE)"))
        .select(
            Arrays.stream(ReportTables.SESSIONS.schema().fieldNames())
                .map(name -> col(name))
                .toArray(Column[]::new));
  }
}
