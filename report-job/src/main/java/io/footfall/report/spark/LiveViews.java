package io.footfall.report.spark;

import io.footfall.runtime.delta.DeltaTables;
import io.footfall.schema.core.config.FootfallConfig;
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
   */
  private record View(String name, List<TableLayout> sources) {}

  /** Those that others read come first. */
  private static final List<View> VIEWS =
      List.of(
          new View("event_stats_live", List.of(Tables.EVENT_STATS_PARTIAL)),
          new View("sessions_live", List.of(Tables.SESSION_UPDATES)),
          new View("funnel_report_live", List.of(Tables.FUNNEL_UPDATES)),
          new View("user_journeys_live", List.of(Tables.SESSION_UPDATES, Tables.FUNNEL_UPDATES)));

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
        session.sql(sql(view.name(), config.warehouse())).createOrReplaceTempView(view.name());
        made.add(view.name());
      }
    }
    return made;
  }
}
