package io.footfall.report.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.delta.tables.DeltaMergeBuilder;
import io.delta.tables.DeltaTable;
import io.footfall.runtime.core.lifecycle.PassReport.Merge;
import io.footfall.runtime.delta.Corrections;
import io.footfall.runtime.delta.MergeTarget;
import io.footfall.runtime.delta.TableChanges;
import io.footfall.schema.spark.CorrectionTables;
import io.footfall.schema.spark.ReportTables;
import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code sessions}, {@code funnel_updates} and {@code funnel_corrections} to {@code user_journeys}:
 * what merges of the first have changed since, and what was appended to the others, is added to the
 * rows of the users concerned. Where it is not known what has changed, the source's columns are
 * computed anew.
 */
final class JourneysMerger implements Merger {
  private static final TableLayout TARGET = ReportTables.USER_JOURNEYS;

  private static final String LAST_IS_OURS =
      "(s.last_session_id IS NOT NULL AND (t.last_session_id IS NULL"
          + " OR array_contains(s.gone, t.last_session_id)"
          + " OR struct(s.last_session_start, s.last_session_id)"
          + " >= struct(t.last_session_start, t.last_session_id)))";

  private static final TableLayout CORRECTIONS = CorrectionTables.FUNNEL_CORRECTIONS;

  /**
   * What one source tells of users.
   *
   * @param added how its columns change by what is new
   * @param ofNone what they are for users whom it does not know
   */
  private record Part(Dataset<Row> users, Map<String, String> added, Map<String, String> ofNone) {}

  /** How sessions' columns change. */
  private static final Map<String, String> SESSIONS_ADDED = sessionsAdded();

  private static final Map<String, String> FUNNELS_ADDED =
      Map.of(
          "cohorts",
          Journeys.addedCounts("t.cohorts", "s.cohorts"),
          "furthest",
          Journeys.furthest(Journeys.addedCounts("t.cohorts", "s.cohorts")));

  @Override
  public List<Merge> merge(Merging merging) {
    List<Merge> merges = new ArrayList<>();
    sessions(merging).ifPresent(merges::add);
    merges.addAll(funnels(merging));
    return merges;
  }

  private static Optional<Merge> sessions(Merging merging) {
    long began = System.nanoTime();
    TableLayout layout = ReportTables.SESSIONS;
    Optional<TableChanges.Source> source = merging.source(layout);
    if (source.isEmpty()) {
      return Optional.empty();
    }
    MergeTarget target = merging.target(TARGET);
    MergeTarget.Turn turn = target.turn(merging.appId(TARGET, layout, source.get()));
    OptionalLong before = turn.position();
    TableChanges changes = source.get().net(before).orElseGet(() -> whole(source.get()));
    if (changes.files() > 0) {
      Part part =
          new Part(Journeys.ofSessions(changes.rows()), SESSIONS_ADDED, Journeys.OF_NO_SESSION);
      merge(merging, target, turn, changes.version(), part, changes.whole());
      merging.register(layout, changes.version() + 1);
    }
    return Optional.of(merging.merged(TARGET, layout, before, changes, began));
  }

  private static TableChanges whole(TableChanges.Source source) {
    TableChanges all = source.since(OptionalLong.empty());
    return new TableChanges(
        all.tableId(),
        all.version(),
        true,
        all.files(),
        all.recorded(),
        all.rows().withColumn("sign", lit(1)));
  }

  private static List<Merge> funnels(Merging merging) {
    Optional<Corrections> corrections = merging.corrections(CORRECTIONS);
    Optional<TableChanges.Source> source = merging.source(Tables.FUNNEL_UPDATES);
    if (source.isEmpty()) {
      return List.of();
    }
    MergeTarget target = merging.target(TARGET);
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
    MergeTarget.Turn turn = target.turn(merging.appId(TARGET, Tables.FUNNEL_UPDATES, source));
    OptionalLong before = turn.position();
    TableChanges changes = source.since(before);
    if (changes.files() > 0) {
      Dataset<Row> rows = changes.rows();
      if (changes.whole() && corrections.isPresent()) {
        // What was added already is replaced with the rest.
        OptionalLong added = target.position(appId(merging, corrections.get()));
        rows = rows.unionByName(corrections.get().upTo(added));
      }
      merge(merging, target, turn, changes.version(), ofFunnels(rows), changes.whole());
      merging.register(Tables.FUNNEL_UPDATES, changes.version() + 1);
    }
    return merging.merged(TARGET, Tables.FUNNEL_UPDATES, before, changes, began);
  }

  private static Merge corrections(Merging merging, MergeTarget target, Corrections corrections) {
    long began = System.nanoTime();
    MergeTarget.Turn turn = target.turn(appId(merging, corrections));
    OptionalLong added = turn.position();
    if (added.orElse(0) < corrections.run()) {
      Part part = ofFunnels(corrections.after(added));
      merge(merging, target, turn, corrections.run(), part, false);
    }
    return merging.merged(TARGET, CORRECTIONS, added, corrections, began);
  }

  private static String appId(Merging merging, Corrections corrections) {
    return merging.appId(TARGET, CORRECTIONS, corrections);
  }

  private static Part ofFunnels(Dataset<Row> updates) {
    return new Part(Journeys.ofFunnels(updates), FUNNELS_ADDED, Journeys.OF_NO_FUNNEL);
  }

  private static void merge(
      Merging merging,
      MergeTarget target,
      MergeTarget.Turn turn,
      long position,
      Part part,
      boolean whole) {
    Dataset<Row> rows =
        part.users().withColumn("updated_at", merging.now()).withColumn("bucket", bucket()).cache();
    try {
      Column buckets =
          whole
              ? lit(true)
              : col("t.bucket")
                  .isin(rows.selectExpr("collect_set(bucket)").head().getList(0).toArray());
      Column condition = buckets.and(expr("t.bucket = s.bucket AND t.user_id = s.user_id"));
      target.commit(turn, position, table -> merge(table, rows, condition, part, whole));
    } finally {
      rows.unpersist();
    }
  }

  private static void merge(
      DeltaTable table, Dataset<Row> rows, Column condition, Part part, boolean whole) {
    Map<String, String> ours = new LinkedHashMap<>(Map.of("updated_at", "s.updated_at"));
    part.ofNone().keySet().forEach(column -> ours.put(column, "s." + column));
    Map<String, String> changed = new LinkedHashMap<>(whole ? ours : part.added());
    changed.put("updated_at", "s.updated_at");
    DeltaMergeBuilder merge =
        table
            .as("t")
            .merge(rows.as("s"), condition)
            .whenMatched()
            .updateExpr(changed)
            .whenNotMatched()
            .insertExpr(inserted(ours));
    (whole ? merge.whenNotMatchedBySource().updateExpr(part.ofNone()) : merge).execute();
  }

  /** A new user: of the other source nothing is known yet. */
  private static Map<String, String> inserted(Map<String, String> ours) {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("user_id", "s.user_id");
    columns.put("bucket", "s.bucket");
    columns.putAll(Journeys.OF_NO_SESSION);
    columns.putAll(Journeys.OF_NO_FUNNEL);
    columns.putAll(ours);
    return columns;
  }

  /** Where a user's row is. */
  static Column bucket() {
    return expr("CAST(pmod(xxhash64(user_id), %d) AS INT)".formatted(ReportTables.JOURNEY_BUCKETS));
  }

  private static Map<String, String> sessionsAdded() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("first_seen", "least(t.first_seen, s.first_seen)");
    columns.put("last_seen", "greatest(t.last_seen, s.last_seen)");
    for (String count : new String[] {"sessions", "events", "orders"}) {
      columns.put(count, "t.%s + s.%s".formatted(count, count));
    }
    for (String sums : new String[] {"ordered", "paid"}) {
      columns.put(sums, Journeys.addedSums("t." + sums, "s." + sums));
    }
    for (String last :
        new String[] {"last_session_id", "last_session_start", "last_channel", "in_session"}) {
      columns.put(last, "IF(%s, s.%s, t.%s)".formatted(LAST_IS_OURS, last, last));
    }
    return columns;
  }
}
