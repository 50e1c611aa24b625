package io.footfall.report.spark;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.footfall.runtime.core.lifecycle.PassReport.Merge;
import io.footfall.runtime.delta.Corrections;
import io.footfall.runtime.delta.MergeTarget;
import io.footfall.runtime.delta.TableChanges;
import io.footfall.schema.spark.CorrectionTables;
import io.footfall.schema.spark.ReportTables;
import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code sessions}, {@code funnel_updates} and {@code funnel_corrections} to {@code user_journeys}:
 * what merges of the first have changed since, and what was appended to the others, is added to the
 * rows of the users concerned. Where it is not known what has changed, the source's columns are
 * computed anew. Delta's MERGE would shuffle and sort all users twice; here the few that have
 * changed go to where the others are.
 */
final class JourneysMerger implements Merger {
  private static final TableLayout TARGET = ReportTables.USER_JOURNEYS;

  private static final String LAST_IS_OURS =
      "(s.last_session_id IS NOT NULL AND (t.last_session_id IS NULL"
          + " OR array_contains(s.gone, t.last_session_id)"
          + " OR struct(s.last_session_start, s.last_session_id)"
          + " >= struct(t.last_session_start, t.last_session_id)))";

  private static final Set<String> BUCKETS =
      IntStream.range(0, ReportTables.JOURNEY_BUCKETS)
          .mapToObj(Integer::toString)
          .collect(Collectors.toSet());

  private static final TableLayout CORRECTIONS = CorrectionTables.FUNNEL_CORRECTIONS;

  /**
   * What one source tells of users.
   *
   * @param added how its columns change by what is new
   * @param ofNone what they are for users whom it does not know
   */
  private record Part(Dataset<Row> users, Map<String, String> added, Map<String, String> ofNone) {

    /** Its columns of users whom it knows. */
    Map<String, String> ours() {
      Map<String, String> ours = new LinkedHashMap<>();
      ofNone.keySet().forEach(column -> ours.put(column, "s." + column));
      return ours;
    }
  }

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
    Dataset<Row> users =
        part.users().withColumn("updated_at", merging.now()).withColumn("bucket", bucket()).cache();
    try {
      Set<String> touched = touched(users); // keeps them, too: both joins would compute them
      target.rewrite(
          turn,
          position,
          whole ? BUCKETS : touched,
          journeys ->
              known(journeys, users, part, whole)
                  .unionByName(strangers(journeys, users, part, whole)));
    } finally {
      users.unpersist();
    }
  }

  private static Set<String> touched(Dataset<Row> users) {
    return users.select("bucket").distinct().collectAsList().stream()
        .map(row -> row.get(0).toString())
        .collect(Collectors.toSet());
  }

  /** The rows that are there, with what is told of their users. */
  private static Dataset<Row> known(
      Dataset<Row> journeys, Dataset<Row> users, Part part, boolean whole) {
    Map<String, String> told = new LinkedHashMap<>(whole ? part.ours() : part.added());
    told.put("updated_at", "s.updated_at");
    return journeys
        .as("t")
        .join(users.as("s"), expr("t.bucket = s.bucket AND t.user_id = s.user_id"), "left_outer")
        .select(
            columns(
                name -> {
                  String untold =
                      whole ? part.ofNone().getOrDefault(name, "t." + name) : "t." + name;
                  return told.containsKey(name)
                      ? "IF(s.user_id IS NULL, %s, %s)".formatted(untold, told.get(name))
                      : "t." + name;
                }));
  }

  /** New users: of the other source nothing is known yet. */
  private static Dataset<Row> strangers(
      Dataset<Row> journeys, Dataset<Row> users, Part part, boolean whole) {
    String[] key = {"bucket", "user_id"};
    Dataset<Row> known =
        journeys.select("bucket", "user_id").join(users.select("bucket", "user_id"), key);
    Map<String, String> told = new LinkedHashMap<>(Journeys.OF_NO_SESSION);
    told.putAll(Journeys.OF_NO_FUNNEL);
    told.putAll(part.ours());
    Dataset<Row> strangers = users.join(known, key, "left_anti");
    return (whole ? strangers : strangers.coalesce(1)) // of few, one more file in each bucket
        .as("s")
        .select(columns(name -> told.getOrDefault(name, "s." + name)));
  }

  /** The table's columns, each as {@code of} its name says. */
  private static Column[] columns(UnaryOperator<String> of) {
    return Arrays.stream(TARGET.schema().fieldNames())
        .map(name -> expr(of.apply(name)).as(name))
        .toArray(Column[]::new);
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
