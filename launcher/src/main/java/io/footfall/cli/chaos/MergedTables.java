package io.footfall.cli.chaos;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.footfall.cli.audit.Outcome;
import io.footfall.report.ReportJob;
import io.footfall.report.spark.LiveViews;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.spark.ReportTables;
import io.footfall.schema.spark.TableLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.MapType;

/**
 * The tables of the report job beside the live views, which tell the same straight from all that
 * the other jobs have appended, and know nothing of merges.
 */
final class MergedTables {

  /**
   * A table and its view.
   *
   * @param where rows of both that are compared
   * @param own columns of the table that the view does not have, or computes from others
   */
  private record Pair(TableLayout table, String where, Set<String> own) {}

  private static final List<Pair> PAIRS =
      List.of(
          new Pair(
              ReportTables.EVENT_STATS,
              "true",
              Set.of("users_sketch", "updated_at", "bucket_date")),
          new Pair(ReportTables.SESSIONS, "true", Set.of("updated_at", "start_date")),
          new Pair(
              ReportTables.FUNNEL_REPORT,
              "users > 0 OR abandoned > 0",
              Set.of(
                  "breakdown_field",
                  "breakdown",
                  "rate",
                  "rate_from_previous",
                  "p50_seconds",
                  "p90_seconds",
                  "updated_at",
                  "cohort_date")),
          new Pair(
              ReportTables.USER_JOURNEYS,
              "true",
              Set.of(
                  "ordered",
                  "last_session_id",
                  "last_session_start",
                  "cohorts",
                  "updated_at",
                  "bucket")));

  private MergedTables() {}

  /** Compares those whose sources are there, when all is merged. */
  static Audited audit(SparkSession spark, FootfallConfig config) {
    SparkSession session = spark.newSession(); // views of its own
    List<String> views = LiveViews.register(session, config);
    List<String> counts = new ArrayList<>();
    long differing = 0;
    for (Pair pair : PAIRS) {
      String view = pair.table().name() + "_live";
      if (views.contains(view)) {
        Dataset<Row> merged = merged(session, config, pair);
        Dataset<Row> live = session.table(view).where(pair.where()).select(columns(pair));
        counts.add(String.format(Locale.ROOT, "%s %,d", pair.table().name(), merged.count()));
        differing += merged.exceptAll(live).count() + live.exceptAll(merged).count();
      }
    }
    boolean holds = !counts.isEmpty() && differing == 0;
    return new Audited(
        ReportJob.NAME,
        holds,
        List.of(
            String.format(
                Locale.ROOT,
                "merged rows beside the live views: %s; %,d differ: %s",
                String.join(", ", counts),
                differing,
                Outcome.verdict(holds))));
  }

  private static Dataset<Row> merged(SparkSession session, FootfallConfig config, Pair pair) {
    Dataset<Row> rows = session.read().format("delta").load(pair.table().path(config.warehouse()));
    boolean byField = Arrays.asList(rows.columns()).contains("breakdown_field");
    return (byField ? rows.where("breakdown_field = ''") : rows)
        .where(pair.where())
        .select(columns(pair));
  }

  /** Maps as their entries in order: they cannot be compared. */
  private static Column[] columns(Pair pair) {
    return Arrays.stream(pair.table().schema().fields())
        .filter(field -> !pair.own().contains(field.name()))
        .map(
            field ->
                field.dataType() instanceof MapType
                    ? expr("array_sort(map_entries(%s))".formatted(field.name())).as(field.name())
                    : col(field.name()))
        .toArray(Column[]::new);
  }
}
