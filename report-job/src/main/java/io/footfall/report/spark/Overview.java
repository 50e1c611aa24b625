package io.footfall.report.spark;

import static org.apache.spark.sql.functions.col;

import io.footfall.report.core.Grain;
import io.footfall.report.core.html.Bars;
import io.footfall.report.core.html.Block;
import io.footfall.report.core.html.Columns;
import io.footfall.report.core.html.HeatMap;
import io.footfall.report.core.html.HtmlPage;
import io.footfall.report.core.html.HtmlTable;
import io.footfall.runtime.delta.Corrections;
import io.footfall.runtime.delta.Pinned;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.core.funnel.FunnelDefinition;
import io.footfall.schema.spark.CorrectionTables;
import io.footfall.schema.spark.Tables;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** The page that shows how the shop is doing. */
public final class Overview {
  private static final int MOST_COLUMNS = 120;
  private static final int DAYS = 7;
  private static final int HOURS = 24;
  private static final int TOP = 15;

  private final SparkSession session;
  private final FootfallConfig config;

  /**
   * @param session of {@link ReportSession}
   */
  public Overview(SparkSession session, FootfallConfig config) {
    this.session = session;
    this.config = config;
  }

  /** As of the last commit; empty where nothing was written yet. */
  public Optional<HtmlPage> page(TimeRange range, Instant now) {
    return new EventStats(session, config)
        .by(Grain.HOUR, range)
        .map(stats -> stats.collectAsList().stream().map(Overview::hour).toList())
        .map(
            hours -> {
              List<Block> blocks = new ArrayList<>();
              blocks.add(columns("Events", hours));
              blocks.add(heatMap(hours));
              blocks.addAll(sessions(range));
              blocks.addAll(funnels(range));
              paid(hours).ifPresent(blocks::add);
              top(range).ifPresent(blocks::add);
              quarantine(range).ifPresent(blocks::add);
              return new HtmlPage("Footfall: " + config.pipeline(), subtitle(now), blocks);
            });
  }

  /**
   * A number of events or sessions.
   *
   * @param type of event, or kind of session
   */
  private record Hour(Instant start, String type, long count, Map<String, BigDecimal> amounts) {}

  private static Hour hour(Row row) {
    return new Hour(
        row.getTimestamp(0).toInstant(), row.getString(1), row.getLong(3), row.getJavaMap(5));
  }

  private String subtitle(Instant now) {
    return "As of %s; days and hours in %s"
        .formatted(Grain.MINUTE.label(now, zone()), zone().getId());
  }

  private ZoneId zone() {
    return config.report().zone();
  }

  /** By hour; by day where hours would be too many. */
  private Columns columns(String what, List<Hour> hours) {
    long distinct = hours.stream().map(Hour::start).distinct().count();
    Grain grain = distinct > MOST_COLUMNS ? Grain.DAY : Grain.HOUR;
    Map<String, Map<String, Double>> byTime = new LinkedHashMap<>();
    for (Hour hour : hours.stream().sorted(Comparator.comparing(Hour::start)).toList()) {
      byTime
          .computeIfAbsent(grain.label(hour.start(), zone()), label -> new TreeMap<>())
          .merge(hour.type(), (double) hour.count(), Double::sum);
    }
    return Columns.stacked(what + " by " + grain, byTime);
  }

  private HeatMap heatMap(List<Hour> hours) {
    double[][] counts = new double[DAYS][HOURS];
    for (Hour hour : hours) {
      ZonedDateTime local = hour.start().atZone(zone());
      counts[local.getDayOfWeek().getValue() - 1][local.getHour()] += hour.count();
    }
    return new HeatMap(
        "Events by weekday and hour",
        Arrays.stream(DayOfWeek.values())
            .map(day -> day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH))
            .toList(),
        IntStream.range(0, HOURS).mapToObj(Integer::toString).toList(),
        Arrays.stream(counts).map(row -> Arrays.stream(row).boxed().toList()).toList());
  }

  private static Optional<Block> paid(List<Hour> hours) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    hours.stream()
        .filter(hour -> hour.type().equals("payment"))
        .forEach(
            hour ->
                hour.amounts()
                    .forEach((currency, sum) -> sums.merge(currency, sum, BigDecimal::add)));
    if (sums.isEmpty()) {
      return Optional.empty();
    }
    List<List<Object>> rows = new ArrayList<>();
    sums.forEach((currency, sum) -> rows.add(List.of(currency, sum)));
    return Optional.of(new HtmlTable("Paid, by currency", List.of("currency", "amount"), rows));
  }

  /** Sessions over time, and how long they last; nothing where there are none. */
  private List<Block> sessions(TimeRange range) {
    List<Row> rows =
        new SessionAnswers(session, config)
            .live(range.of(col("start_time")))
            .map(
                sessions ->
                    sessions
                        .groupBy(
                            functions.expr("date_trunc('HOUR', start_time)").as("hour"),
                            functions
                                .expr(
                                    "CASE WHEN is_bot THEN 'bots' WHEN is_bounce THEN"
                                        + " 'one event' ELSE 'more events' END")
                                .as("kind"))
                        .agg(functions.expr("count(*)").as("sessions"))
                        .collectAsList())
            .orElse(List.of());
    if (rows.isEmpty()) {
      return List.of();
    }
    List<Hour> hours =
        rows.stream()
            .map(
                row ->
                    new Hour(
                        row.getTimestamp(0).toInstant(),
                        row.getString(1),
                        row.getLong(2),
                        Map.of()))
            .toList();
    return List.of(columns("Sessions", hours), durations(range));
  }

  private Block durations(TimeRange range) {
    Row row =
        new SessionAnswers(session, config)
            .live(range.of(col("start_time")))
            .orElseThrow()
            .where("NOT is_bot AND NOT is_bounce")
            .selectExpr(
                "count(*)", "percentile(duration_micros / 1e6D, array(0.5, 0.75, 0.9, 0.99))")
            .head();
    List<String> names = List.of("half of them", "75%", "90%", "99%");
    List<Bars.Bar> bars = new ArrayList<>();
    for (int i = 0; i < names.size() && !row.isNullAt(1); i++) {
      bars.add(new Bars.Bar(names.get(i), Math.rint(row.<Double>getList(1).get(i)), "s"));
    }
    return new Bars(
        "Sessions of more than one event last at most (%,d sessions)".formatted(row.getLong(0)),
        bars);
  }

  /** One for each funnel: users by the deepest step of their chains, over all cohorts. */
  private List<Block> funnels(TimeRange range) {
    Map<String, List<Bars.Bar>> byFunnel = new TreeMap<>();
    Pinned.newest(session, config.warehouse(), Tables.FUNNEL_UPDATES)
        .map(
            table ->
                Corrections.added(
                    session, config.warehouse(), CorrectionTables.FUNNEL_CORRECTIONS, table.rows()))
        .map(rows -> rows.where(range.of(col("cohort"))))
        .map(
            updates ->
                FunnelSteps.of(updates, functions.current_timestamp())
                    .where("breakdown_field = ''")
                    .groupBy("funnel", "definition_hash", "step")
                    .agg(functions.sum("users").as("users"))
                    .orderBy("funnel", "definition_hash", "step")
                    .collectAsList())
        .orElse(List.of())
        .forEach(row -> addStep(byFunnel, row));
    List<Block> blocks = new ArrayList<>();
    byFunnel.forEach((funnel, steps) -> blocks.add(new Bars(funnel, steps)));
    return blocks;
  }

  private void addStep(Map<String, List<Bars.Bar>> byFunnel, Row row) {
    Optional<FunnelDefinition> known =
        config.funnel().definitions().stream()
            .filter(each -> each.hash().equals(row.getString(1)))
            .findFirst();
    String title =
        "Funnel %s%s"
            .formatted(
                row.getString(0),
                known.isPresent() ? "" : " (former definition " + row.getString(1) + ")");
    List<Bars.Bar> steps = byFunnel.computeIfAbsent(title, name -> new ArrayList<>());
    double start = steps.isEmpty() ? row.getLong(3) : steps.get(0).value();
    steps.add(
        new Bars.Bar(
            known
                .map(definition -> definition.levelName(row.getInt(2)))
                .orElse("step " + row.getInt(2)),
            row.getLong(3),
            start == 0 ? "" : "%.1f%%".formatted(100 * row.getLong(3) / start)));
  }

  private Optional<Block> top(TimeRange range) {
    return new TopValues(session, config)
        .of("item_id", range, Optional.empty(), TOP)
        .map(
            top ->
                top.collectAsList().stream()
                    .map(
                        row ->
                            new Bars.Bar(
                                row.getString(0),
                                row.getLong(1),
                                "(%,d users)".formatted(row.getLong(2))))
                    .toList())
        .filter(bars -> !bars.isEmpty())
        .map(bars -> new Bars("Items with most events", bars));
  }

  private Optional<Block> quarantine(TimeRange range) {
    return new Quarantined(session, config)
        .stats(range)
        .map(
            stats ->
                stats.collectAsList().stream()
                    .collect(
                        Collectors.toMap(
                            row -> row.getString(0),
                            row -> row.getLong(2),
                            Long::sum,
                            TreeMap<String, Long>::new)))
        .filter(reasons -> !reasons.isEmpty())
        .map(
            reasons -> {
              List<Bars.Bar> bars = new ArrayList<>();
              reasons.forEach((reason, records) -> bars.add(new Bars.Bar(reason, records, "")));
              bars.sort(Comparator.comparing(Bars.Bar::value).reversed());
              return new Bars("Records that are no event, by reason", bars);
            });
  }
}
