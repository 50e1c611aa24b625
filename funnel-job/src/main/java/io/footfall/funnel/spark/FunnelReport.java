package io.footfall.funnel.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.footfall.funnel.core.definition.ActiveFunnel;
import io.footfall.funnel.core.definition.FunnelErrors;
import io.footfall.funnel.core.definition.FunnelHistory;
import io.footfall.runtime.delta.Corrections;
import io.footfall.runtime.delta.DeltaTables;
import io.footfall.schema.core.funnel.FunnelField;
import io.footfall.schema.core.funnel.FunnelStep;
import io.footfall.schema.spark.CorrectionTables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Users per step of one funnel, out of the signed rows. A user counts once in each cohort.
 *
 * @param definition the hash of the definition that is reported
 * @param former hashes of other definitions of the same name, whose numbers are not mixed in
 * @param by the breakdown field; empty for all users together
 * @param groups value of the breakdown (null where absent) to steps, none where nobody began; one
 *     group without breakdown
 */
public record FunnelReport(
    String funnel,
    String definition,
    List<String> former,
    Optional<Instant> since,
    Optional<Instant> until,
    Optional<String> by,
    Map<String, List<Step>> groups) {

  /**
   * One step.
   *
   * @param number from 1
   * @param users that reached it
   * @param medianSeconds from the step before; null for the first step and where nobody came
   * @param abandoned users whose cohort is final and who got no further
   */
  public record Step(
      int number,
      String name,
      long users,
      Double medianSeconds,
      Double p90Seconds,
      long abandoned) {}

  private static final String ALL = "all";

  /**
   * Which cohorts.
   *
   * @param since first cohort start, inclusive
   * @param until exclusive
   * @param by a breakdown of the funnel
   */
  public record Request(
      String funnel, Optional<Instant> since, Optional<Instant> until, Optional<String> by) {}

  /**
   * Reports.
   *
   * @throws io.footfall.schema.core.error.FootfallException when there is no such funnel, or it has
   *     no such breakdown
   */
  public static FunnelReport of(
      SparkSession spark, String warehouse, String pipeline, Request request) {
    FunnelHistory history =
        new FunnelStore(warehouse, pipeline, spark.sessionState().newHadoopConf()).read();
    if (history.all().isEmpty() || !DeltaTables.check(spark, warehouse, FunnelTables.AUTHORITY)) {
      throw FunnelErrors.neverRan(warehouse, pipeline);
    }
    ActiveFunnel funnel = find(history, request.funnel());
    Optional<FunnelField> field = request.by().map(name -> field(funnel, name));
    Dataset<Row> rows =
        Corrections.added(
                spark,
                warehouse,
                CorrectionTables.FUNNEL_CORRECTIONS,
                spark.read().format("delta").load(FunnelTables.AUTHORITY.path(warehouse)))
            .where(wanted(funnel, request))
            .withColumn(
                "by",
                field
                    .map(known -> expr("element_at(breakdown, '%s')".formatted(quoted(known))))
                    .orElse(lit(ALL)));
    return new FunnelReport(
        funnel.name(),
        funnel.hash(),
        history.all().stream()
            .filter(each -> each.name().equals(funnel.name()))
            .map(ActiveFunnel::hash)
            .filter(hash -> !hash.equals(funnel.hash()))
            .distinct()
            .toList(),
        request.since(),
        request.until(),
        field.map(FunnelField::name),
        groups(funnel, field.isPresent(), reached(rows), abandoned(rows)));
  }

  private static ActiveFunnel find(FunnelHistory history, String name) {
    return history
        .named(name)
        .or(
            () ->
                history.all().stream()
                    .filter(each -> each.name().equals(name))
                    .reduce((earlier, later) -> later))
        .orElseThrow(
            () ->
                FunnelErrors.noFunnel(
                    name, history.all().stream().map(ActiveFunnel::name).distinct().toList()));
  }

  private static FunnelField field(ActiveFunnel funnel, String name) {
    List<FunnelField> known = funnel.definition().breakdown();
    return FunnelField.of(name)
        .filter(known::contains)
        .orElseThrow(
            () ->
                FunnelErrors.noBreakdown(
                    funnel.name(),
                    name,
                    known.isEmpty()
                        ? "it has none"
                        : known.stream().map(FunnelField::name).collect(Collectors.joining(", "))));
  }

  private static String quoted(FunnelField field) {
    return field.name().replace("\\", "\\\\").replace("'", "\\'");
  }

  private static Column wanted(ActiveFunnel funnel, Request request) {
    Column wanted =
        col("funnel").equalTo(funnel.name()).and(col("definition_hash").equalTo(funnel.hash()));
    if (request.since().isPresent()) {
      wanted = wanted.and(col("cohort").geq(lit(request.since().get())));
    }
    if (request.until().isPresent()) {
      wanted = wanted.and(col("cohort").lt(lit(request.until().get())));
    }
    return wanted;
  }

  /** Columns by, step, users, median and p90 of the seconds from the step before. */
  private static List<Row> reached(Dataset<Row> rows) {
    return rows.where("kind = 'UPDATE'")
        .groupBy("by", "user_id", "cohort", "step_times")
        .agg(expr("sum(sign)").as("users"))
        .where("users <> 0")
        .selectExpr("by", "users", "step_times", "explode(sequence(1, size(step_times))) AS step")
        .selectExpr(
            "by",
            "step",
            "users",
            "if(step = 1, NULL, (unix_micros(step_times[step - 1]) -"
                + " unix_micros(step_times[step - 2])) / 1e6) AS seconds")
        .groupBy("by", "step")
        .agg(
            expr("sum(users)"),
            expr("percentile(seconds, 0.5, greatest(users, 0L))"),
            expr("percentile(seconds, 0.9, greatest(users, 0L))"))
        .collectAsList();
  }

  private static List<Row> abandoned(Dataset<Row> rows) {
    return rows.where("kind = 'ABANDONED'")
        .groupBy("by", "level")
        .agg(expr("sum(IF(sign < 0, -1L, 1L))"))
        .collectAsList();
  }

  private static Map<String, List<Step>> groups(
      ActiveFunnel funnel, boolean grouped, List<Row> reached, List<Row> abandoned) {
    record Key(String by, int step) {}
    Map<Key, Row> reachedBy = new HashMap<>();
    Map<Key, Long> abandonedBy = new HashMap<>();
    Map<String, Long> starts = new TreeMap<>(Comparator.nullsLast(String::compareTo));
    for (Row row : reached) {
      reachedBy.put(new Key(row.getString(0), row.getInt(1)), row);
      if (row.getInt(1) == 1) {
        starts.put(row.getString(0), row.getLong(2));
      }
    }
    abandoned.forEach(
        row -> abandonedBy.put(new Key(row.getString(0), row.getInt(1)), row.getLong(2)));
    Map<String, List<Step>> groups = new LinkedHashMap<>();
    List<String> order = new ArrayList<>(starts.keySet());
    order.sort((one, other) -> Long.compare(starts.get(other), starts.get(one)));
    if (order.isEmpty() && !grouped) {
      order.add(ALL);
    }
    List<FunnelStep> steps = funnel.definition().steps();
    for (String by : order) {
      List<Step> group = new ArrayList<>();
      for (int number = 1; number <= steps.size(); number++) {
        Row row = reachedBy.get(new Key(by, number));
        group.add(
            new Step(
                number,
                funnel.definition().levelName(number),
                row == null ? 0 : row.getLong(2),
                row == null || row.isNullAt(3) ? null : (Double) row.getDouble(3),
                row == null || row.isNullAt(4) ? null : (Double) row.getDouble(4),
                abandonedBy.getOrDefault(new Key(by, number), 0L)));
      }
      groups.put(by, group);
    }
    return groups;
  }
}
