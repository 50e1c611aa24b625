package io.footfall.report.spark;

import static org.apache.spark.sql.functions.col;

import io.delta.tables.DeltaTable;
import io.footfall.runtime.core.lifecycle.PassReport.Merge;
import io.footfall.runtime.delta.Corrections;
import io.footfall.runtime.delta.MergeTarget;
import io.footfall.runtime.delta.TableChanges;
import io.footfall.schema.spark.CorrectionTables;
import io.footfall.schema.spark.ReportTables;
import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.sql.Date;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * {@code funnel_updates} and {@code funnel_corrections} to {@code funnel_report}: the cohorts that
 * have new rows in one are counted anew from both, since percentiles do not add up.
 */
final class FunnelReportMerger implements Merger {
  private static final TableLayout CORRECTIONS = CorrectionTables.FUNNEL_CORRECTIONS;

  /** With more cohorts than that, all are counted: it costs no more. */
  private static final int MOST_COHORTS = 500;

  private static final String KEY =
      "t.funnel = s.funnel AND t.definition_hash = s.definition_hash AND t.cohort = s.cohort"
          + " AND t.step = s.step AND t.breakdown_field = s.breakdown_field"
          + " AND t.breakdown <=> s.breakdown";

  @Override
  public List<Merge> merge(Merging merging) {
    Optional<Corrections> corrections = merging.corrections(CORRECTIONS);
    Optional<TableChanges.Source> source = merging.source(Tables.FUNNEL_UPDATES);
    if (source.isEmpty()) {
      return List.of();
    }
    MergeTarget target = merging.target(ReportTables.FUNNEL_REPORT);
    Dataset<Row> updates = merging.searchable(Tables.FUNNEL_UPDATES, source.get());
    Dataset<Row> all = corrections.map(found -> updates.unionByName(found.rows())).orElse(updates);
    List<Merge> merges = new ArrayList<>();
    merges.add(updates(merging, target, source.get(), all));
    corrections.ifPresent(found -> merges.add(corrections(merging, target, found, all)));
    return merges;
  }

  private static Merge updates(
      Merging merging, MergeTarget target, TableChanges.Source source, Dataset<Row> all) {
    long began = System.nanoTime();
    MergeTarget.Turn turn =
        target.turn(merging.appId(ReportTables.FUNNEL_REPORT, Tables.FUNNEL_UPDATES, source));
    OptionalLong before = turn.position();
    TableChanges changes = source.since(before);
    if (changes.whole()) {
      target.replace(turn, changes.version(), FunnelSteps.of(all, merging.now()));
    } else if (changes.files() > 0) {
      recount(merging, target, turn, changes.version(), changes.rows(), all);
    }
    if (changes.whole() || changes.files() > 0) {
      merging.register(Tables.FUNNEL_UPDATES, changes.version() + 1);
    }
    return merging.merged(
        ReportTables.FUNNEL_REPORT, Tables.FUNNEL_UPDATES, before, changes, began);
  }

  private static Merge corrections(
      Merging merging, MergeTarget target, Corrections corrections, Dataset<Row> all) {
    long began = System.nanoTime();
    MergeTarget.Turn turn =
        target.turn(merging.appId(ReportTables.FUNNEL_REPORT, CORRECTIONS, corrections));
    OptionalLong merged = turn.position();
    if (merged.orElse(0) < corrections.run()) {
      recount(merging, target, turn, corrections.run(), corrections.after(merged), all);
    }
    return merging.merged(ReportTables.FUNNEL_REPORT, CORRECTIONS, merged, corrections, began);
  }

  private static void recount(
      Merging merging,
      MergeTarget target,
      MergeTarget.Turn turn,
      long position,
      Dataset<Row> changes,
      Dataset<Row> all) {
    List<Timestamp> cohorts = cohorts(changes);
    if (cohorts.size() > MOST_COHORTS) {
      target.replace(turn, position, FunnelSteps.of(all, merging.now()));
      return;
    }
    Dataset<Row> counted =
        FunnelSteps.of(
            // Not by commit date: a clock may be days ahead. A range, for which the statistics of
            // files are asked.
            all.where(col("cohort").between(cohorts.get(0), cohorts.get(cohorts.size() - 1)))
                .where(in("cohort", cohorts)),
            merging.now());
    target.commit(turn, position, table -> merge(table, counted, cohorts));
  }

  private static List<Timestamp> cohorts(Dataset<Row> rows) {
    return rows.select("cohort").distinct().limit(MOST_COHORTS + 1).collectAsList().stream()
        .map(row -> row.getTimestamp(0))
        .sorted()
        .toList();
  }

  private static void merge(DeltaTable table, Dataset<Row> counted, List<Timestamp> cohorts) {
    Column touched = in("t.cohort", cohorts).and(col("t.cohort_date").geq(dayBefore(cohorts)));
    table
        .as("t")
        .merge(counted.as("s"), touched.and(functions.expr(KEY)))
        .whenMatched()
        .updateAll()
        .whenNotMatched()
        .insertAll()
        .whenNotMatchedBySource(touched)
        .delete()
        .execute();
  }

  private static Column in(String column, List<Timestamp> cohorts) {
    return col(column).isin(cohorts.toArray());
  }

  private static Column dayBefore(List<Timestamp> cohorts) {
    String day = cohorts.get(0).toInstant().toString().substring(0, 10);
    return functions.date_sub(functions.lit(Date.valueOf(day)), 1);
  }
}
