package io.footfall.funnel.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.unix_micros;

import io.footfall.funnel.core.definition.ActiveFunnel;
import io.footfall.funnel.core.definition.FunnelHistory;
import io.footfall.funnel.core.definition.Funnels;
import io.footfall.funnel.core.step.FunnelCorrection;
import io.footfall.funnel.core.step.FunnelPacker;
import io.footfall.runtime.delta.Corrections;
import io.footfall.runtime.spark.keyed.Accounted;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.core.event.Micros;
import io.footfall.schema.spark.CorrectionTables;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Cohorts that late events have changed, counted once more from all events of their users, by the
 * job's own engine. What of those that are final differs from what the tables add up to is appended
 * to {@code funnel_corrections}. Every definition that the pipeline has had is known, and counts
 * the cohorts that it counted then.
 */
public final class FunnelReconciliation {
  private static final String USER = "user_id";
  private static final String LATE = "late_micros";

  private final Accounted accounted;
  private final Corrections corrections;
  private final Funnels funnels;
  private final Instant since;
  private final Instant now;

  private FunnelReconciliation(
      Accounted accounted, Corrections corrections, Funnels funnels, Instant since, Instant now) {
    this.accounted = accounted;
    this.corrections = corrections;
    this.funnels = funnels;
    this.since = since;
    this.now = now;
  }

  /**
   * What was done.
   *
   * @param late late events that were asked for
   * @param users that they are of
   * @param waiting cohorts of these users that are not final yet
   * @param rows appended; 0 where everything was told right
   * @param unknown definitions that have rows of these users and that nobody knows any more
   */
  public record Outcome(long late, long users, long waiting, long rows, List<String> unknown) {
    public Outcome {
      unknown = List.copyOf(unknown);
    }
  }

  /**
   * Reconciles.
   *
   * @param since late events from this event time on are asked for
   * @param now of the rows
   * @return empty when the funnel job has not committed yet
   * @throws io.footfall.schema.core.error.FootfallException when {@code events} lacks what was
   *     counted, and when another run was quicker
   */
  public static Optional<Outcome> run(
      SparkSession spark, FootfallConfig config, Instant since, Instant now) {
    FunnelHistory history =
        new FunnelStore(config.warehouse(), config.pipeline(), spark.sessionState().newHadoopConf())
            .read();
    if (history.all().isEmpty()
        || LastCommit.of(spark, config).watermarkMicros() == Long.MIN_VALUE) {
      return Optional.empty();
    }
    // Opened before the sums are read: a run that comes between them is then found out.
    Corrections corrections =
        Corrections.open(spark, config.warehouse(), CorrectionTables.FUNNEL_CORRECTIONS);
    return Accounted.of(spark, config, FunnelTables.JOB, FunnelTables.AUTHORITY, FunnelTables.LATE)
        .map(
            accounted ->
                new FunnelReconciliation(accounted, corrections, history.everything(), since, now)
                    .run());
  }

  private Outcome run() {
    Dataset<Row> late =
        accounted
            .lateRows()
            .where(col("event_time").geq(lit(since)))
            .select(col(USER), unix_micros(col("event_time")).as(LATE))
            .cache();
    try {
      Row sums =
          late.selectExpr(
                  "count(*)",
                  "count(DISTINCT user_id)",
                  "min(%s)".formatted(LATE),
                  "max(%s)".formatted(LATE))
              .head();
      return sums.getLong(0) == 0
          ? new Outcome(0, 0, 0, 0, List.of())
          : run(late, sums.getLong(0), sums.getLong(1), sums.getLong(2), sums.getLong(3));
    } finally {
      late.unpersist();
    }
  }

  private Outcome run(Dataset<Row> late, long events, long users, long first, long last) {
    long reach = FunnelCorrection.reach(funnels);
    long from = first - reach;
    long until = last + reach;
    Dataset<Row> said = said(late, from, until).cache();
    Dataset<Row> outcome = corrected(eventsAndLate(late, from, until), said).cache();
    try {
      Dataset<Row> rows =
          outcome.where(col(CohortsOfUser.WAITING).isNull()).drop(CohortsOfUser.WAITING);
      long count = rows.count();
      if (count > 0) {
        corrections.append(
            rows.withColumn(
                    FunnelTables.AUTHORITY.partitionColumn(), lit(Accounted.day(Micros.of(now))))
                .coalesce(1));
      }
      long waiting =
          outcome
              .selectExpr("coalesce(sum(%s), 0L)".formatted(CohortsOfUser.WAITING))
              .head()
              .getLong(0);
      return new Outcome(events, users, waiting, count, unknown(said));
    } finally {
      said.unpersist();
      outcome.unpersist();
    }
  }

  /** All rows about these users, of cohorts that can have a late event. */
  private Dataset<Row> said(Dataset<Row> late, long from, long until) {
    return Accounted.ofUsers(
        accounted
            .updates()
            .unionByName(corrections.rows())
            .where(col("cohort").between(lit(Micros.instant(from)), lit(Micros.instant(until)))),
        late);
  }

  /** Packed events of these users, and beside them the times of the late ones. */
  private Dataset<Row> eventsAndLate(Dataset<Row> late, long from, long until) {
    Dataset<Row> events =
        accounted
            .events()
            .where(col("event_date").between(lit(Accounted.day(from)), lit(Accounted.day(until))))
            .where(
                col("event_time").between(lit(Micros.instant(from)), lit(Micros.instant(until))));
    return Accounted.packed(Accounted.ofUsers(events, late), new FunnelPacker(funnels))
        .select(col(USER), col("packed"), lit(null).cast("bigint").as(LATE))
        .union(late.select(col(USER), lit(null).cast("binary"), col(LATE)));
  }

  private Dataset<Row> corrected(Dataset<Row> eventsAndLate, Dataset<Row> said) {
    return Accounted.byUser(eventsAndLate)
        .cogroup(
            Accounted.byUser(Accounted.apart(said)),
            new CohortsOfUser(
                funnels,
                accounted.generation(),
                accounted.recorded().offsets().sourceEpoch(),
                accounted.config().kafka().topic(),
                accounted.watermarkMicros(),
                Micros.of(now)),
            Encoders.row(CohortsOfUser.SCHEMA));
  }

  private List<String> unknown(Dataset<Row> said) {
    List<String> known = funnels.all().stream().map(ActiveFunnel::hash).distinct().toList();
    return said
        .where(not(col("definition_hash").isin(known.toArray())))
        .selectExpr("concat_ws(' ', funnel, definition_hash)")
        .distinct()
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }
}
