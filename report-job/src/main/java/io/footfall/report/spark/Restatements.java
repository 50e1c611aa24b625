package io.footfall.report.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.footfall.runtime.delta.Corrections;
import io.footfall.runtime.delta.LatestSessions;
import io.footfall.runtime.delta.MergeTarget;
import io.footfall.runtime.delta.Pinned;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.spark.CorrectionTables;
import io.footfall.schema.spark.ReportTables;
import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Says in {@code restatements} which numbers are other since corrections. How far it has read the
 * corrections stands in that table: what a run that died has not said, the next one says.
 */
public final class Restatements {
  private static final TableLayout TABLE = CorrectionTables.RESTATEMENTS;

  /** Where clocks are put back, a day has 25 hours. */
  private static final Duration MOST_OF_A_DAY = Duration.ofHours(26);

  private static final String LATE_EVENTS = "LATE_EVENTS";

  private static final String[] KEY = {
    "bucket", "funnel", "definition_hash", "step", "metric", "currency"
  };

  private static final String NUMBER =
      "named_struct('metric', '%s', 'currency', CAST(NULL AS STRING), 'value', CAST(%s AS DECIMAL(38, 4)))";

  private static final String AMOUNTS =
      "transform(map_entries(%s), e -> named_struct('metric', '%s', 'currency', e.key, 'value', e.value))";

  private final SparkSession session;
  private final FootfallConfig config;
  private final Instant now;

  /**
   * @param session of {@link ReportSession}, and nobody else's: days begin in its zone
   */
  public Restatements(SparkSession session, FootfallConfig config, Instant now) {
    this.session = session;
    this.config = config;
    this.now = now;
  }

  /** Computes the numbers of what was changed, from all rows. */
  private interface Numbers {
    Dataset<Row> of(Dataset<Row> rows);
  }

  /**
   * Writes what is not written yet.
   *
   * @return the rows written, by table and time
   */
  public List<Row> write() {
    List<Row> written = new ArrayList<>();
    written.addAll(
        write(
            ReportTables.SESSIONS,
            CorrectionTables.SESSION_CORRECTIONS,
            Tables.SESSION_UPDATES,
            col("start_time"),
            expr("date_trunc('DAY', start_time)"),
            Restatements::ofSessions));
    written.addAll(
        write(
            ReportTables.FUNNEL_REPORT,
            CorrectionTables.FUNNEL_CORRECTIONS,
            Tables.FUNNEL_UPDATES,
            col("cohort"),
            col("cohort"),
            Restatements::ofFunnels));
    return written;
  }

  /**
   * Of one table of corrections.
   *
   * @param time of a row
   * @param bucket of that time, by which numbers are counted: a day at most
   */
  private List<Row> write(
      TableLayout of,
      TableLayout correctedBy,
      TableLayout source,
      Column time,
      Column bucket,
      Numbers numbers) {
    Optional<Corrections> found = Corrections.newest(session, config.warehouse(), correctedBy);
    if (found.isEmpty() || found.get().run() == 0) {
      return List.of();
    }
    Corrections corrections = found.get();
    MergeTarget target = MergeTarget.open(session, config.warehouse(), TABLE);
    String appId =
        "reconcile/%s/%s/%s".formatted(TABLE.name(), correctedBy.name(), corrections.tableId());
    OptionalLong said = target.position(appId);
    if (said.orElse(0) >= corrections.run()) {
      return List.of();
    }
    Timestamp[] touched =
        corrections.after(said).select(bucket).distinct().collectAsList().stream()
            .map(row -> row.getTimestamp(0))
            .sorted()
            .toArray(Timestamp[]::new);
    Instant last = touched[touched.length - 1].toInstant().plus(MOST_OF_A_DAY);
    Column wanted =
        time.between(lit(touched[0]), lit(Timestamp.from(last)))
            .and(bucket.isin((Object[]) touched));
    Dataset<Row> updates =
        Pinned.newest(session, config.warehouse(), source).orElseThrow().rows().where(wanted);
    Dataset<Row> rows =
        changed(
                numbers.of(updates.unionByName(corrections.upTo(said).where(wanted))),
                numbers.of(updates.unionByName(corrections.rows().where(wanted))))
            .select(
                lit(of.name()).as("table_name"),
                col("bucket"),
                col("funnel"),
                col("definition_hash"),
                col("step"),
                col("metric"),
                col("currency"),
                col("before"),
                col("after"),
                lit(LATE_EVENTS).as("reason"),
                lit(corrections.run()).as(CorrectionTables.RUN),
                lit(Timestamp.from(now)).as("restated_at"),
                lit(Date.valueOf(LocalDate.ofInstant(now, ZoneOffset.UTC)))
                    .as(TABLE.partitionColumn()))
            .orderBy("bucket", "funnel", "definition_hash", "metric", "step", "currency")
            .cache();
    try {
      List<Row> collected = rows.collectAsList();
      target.append(appId, corrections.run(), rows.coalesce(1));
      return collected;
    } finally {
      rows.unpersist();
    }
  }

  private static Dataset<Row> changed(Dataset<Row> before, Dataset<Row> after) {
    Column zero = lit(0).cast("decimal(38, 4)");
    return before
        .select(columns(col("value").as("before"), zero.as("after")))
        .unionByName(after.select(columns(zero.as("before"), col("value").as("after"))))
        .groupBy(columns())
        .agg(
            expr("CAST(sum(before) AS DECIMAL(38, 4))").as("before"),
            expr("CAST(sum(after) AS DECIMAL(38, 4))").as("after"))
        .where(not(col("before").equalTo(col("after"))));
  }

  private static Column[] columns(Column... more) {
    Column[] columns = new Column[KEY.length + more.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = i < KEY.length ? col(KEY[i]) : more[i - KEY.length];
    }
    return columns;
  }

  private static Dataset<Row> ofSessions(Dataset<Row> rows) {
    return LatestSessions.of(rows)
        .selectExpr(
            "date_trunc('DAY', start_time) AS bucket",
            "inline(concat(array(%s, %s, %s), %s, %s))"
                .formatted(
                    NUMBER.formatted("sessions", "1"),
                    NUMBER.formatted("events", "events"),
                    NUMBER.formatted("bounces", "IF(is_bounce, 1, 0)"),
                    AMOUNTS.formatted("ordered", "ordered"),
                    AMOUNTS.formatted("paid", "paid")))
        .groupBy("bucket", "metric", "currency")
        .agg(expr("CAST(sum(value) AS DECIMAL(38, 4))").as("value"))
        .withColumn("funnel", lit(null).cast("string"))
        .withColumn("definition_hash", lit(null).cast("string"))
        .withColumn("step", lit(null).cast("int"));
  }

  /** Users who reached a step, and users who got no further. */
  private static Dataset<Row> ofFunnels(Dataset<Row> rows) {
    String[] cohort = {"funnel", "definition_hash", "cohort AS bucket"};
    Dataset<Row> users =
        rows.where("kind = 'UPDATE'")
            .selectExpr(
                cohort[0],
                cohort[1],
                cohort[2],
                "explode(sequence(1, level)) AS step",
                "'users' AS metric",
                "sign AS value");
    Dataset<Row> abandoned =
        rows.where("kind = 'ABANDONED'")
            .selectExpr(
                cohort[0],
                cohort[1],
                cohort[2],
                "level AS step",
                "'abandoned' AS metric",
                "IF(sign < 0, -1, 1) AS value");
    return users
        .unionByName(abandoned)
        .withColumn("currency", lit(null).cast("string"))
        .groupBy(columns())
        .agg(expr("CAST(sum(value) AS DECIMAL(38, 4))").as("value"));
  }
}
