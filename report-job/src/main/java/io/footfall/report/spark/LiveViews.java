package io.footfall.report.spark;

import io.footfall.report.core.ReportErrors;
import io.footfall.runtime.delta.DeltaTables;
import io.footfall.runtime.delta.TableChanges;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.spark.CorrectionTables;
import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * Views that tell the tables as of the last commit, straight from what the jobs append. Plain SQL,
 * which {@code docs/reports.md} shows.
 */
public final class LiveViews {

  /**
   * A view.
   *
   * @param sources the tables that it needs
   * @param corrections tables that it reads, whether they are there or not
   */
  private record View(String name, List<TableLayout> sources, List<TableLayout> corrections) {}

  /** Those that others read come first. */
  private static final List<View> VIEWS =
      List.of(
          new View("event_stats_live", List.of(Tables.EVENT_STATS_PARTIAL), List.of()),
          new View(
              "sessions_live",
              List.of(Tables.SESSION_UPDATES),
              List.of(CorrectionTables.SESSION_CORRECTIONS)),
          new View(
              "funnel_report_live",
              List.of(Tables.FUNNEL_UPDATES),
              List.of(CorrectionTables.FUNNEL_CORRECTIONS)),
          new View(
              "user_journeys_live",
              List.of(Tables.SESSION_UPDATES, Tables.FUNNEL_UPDATES),
              List.of(CorrectionTables.FUNNEL_CORRECTIONS)));

  private LiveViews() {}

  /** Their names, in the order in which they can be made. */
  public static List<String> names() {
    return VIEWS.stream().map(View::name).toList();
  }

  /** What a view selects. */
  public static String sql(String name, String warehouse) {
    try (InputStream in = LiveViews.class.getResourceAsStream(name + ".sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("WAREHOUSE", warehouse.replace("`", "``"))
          .strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Makes those whose tables are there, in this session only.
   *
   * @return their names
   */
  public static List<String> register(SparkSession session, FootfallConfig config) {
    List<String> made = new ArrayList<>();
    for (View view : VIEWS) {
      if (view.sources().stream()
          .allMatch(table -> DeltaTables.check(session, config.warehouse(), table))) {
        session.sql(sql(session, config, view)).createOrReplaceTempView(view.name());
        made.add(view.name());
      }
    }
    return made;
  }

  /**
   * Makes sure that a view has all that it is to be made of.
   *
   * @throws io.footfall.schema.core.error.FootfallException when rows of a source were removed by
   *     age
   */
  static void requireWhole(SparkSession session, FootfallConfig config, String name) {
    for (View view : VIEWS) {
      if (view.name().equals(name)) {
        for (TableLayout table : view.sources()) {
          TableChanges.of(session, config.warehouse(), table)
              .flatMap(TableChanges.Source::expiredBefore)
              .ifPresent(
                  day -> {
                    throw ReportErrors.expired(name, table.name(), day);
                  });
        }
      }
    }
  }

  /** Where nothing was ever corrected, without that table. */
  private static String sql(SparkSession session, FootfallConfig config, View view) {
    String sql = sql(view.name(), config.warehouse());
    for (TableLayout table : view.corrections()) {
      if (!DeltaTables.check(session, config.warehouse(), table)) {
        String none = "no_" + table.name();
        session.createDataFrame(List.of(), table.schema()).createOrReplaceTempView(none);
        sql = sql.replace(named(table.name(), config.warehouse()), none);
      }
    }
    return sql;
  }

  private static String named(String table, String warehouse) {
    return "delta.`%s/%s`".formatted(warehouse.replace("`", "``"), table);
  }
}
