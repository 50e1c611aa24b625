package io.footfall.session.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;

import io.footfall.runtime.core.keyed.BatchTime;
import io.footfall.runtime.core.keyed.KeyedRun;
import io.footfall.runtime.delta.Corrections;
import io.footfall.runtime.delta.LatestSessions;
import io.footfall.runtime.spark.keyed.Accounted;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.core.event.Micros;
import io.footfall.schema.spark.CorrectionTables;
import io.footfall.session.core.SessionPacker;
import java.time.Instant;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Sessions that late events have changed, computed once more from all events around these, by the
 * job's own engine. Those that are final and differ from what the tables tell are appended to
 * {@code session_corrections}.
 */
public final class SessionReconciliation {
  private static final String USER = "user_id";

  private final Accounted accounted;
  private final Corrections corrections;
  private final Instant since;
  private final Instant now;
  private final long gap;
  private final long longest;

  private SessionReconciliation(
      Accounted accounted, Corrections corrections, Instant since, Instant now) {
    this.accounted = accounted;
    this.corrections = corrections;
    this.since = since;
    this.now = now;
    gap = accounted.config().session().gap().toMillis() * 1_000;
    longest = accounted.config().session().maxDuration().toMillis() * 1_000;
  }

  /**
   * What was done.
   *
   * @param late late events that were asked for
   * @param users that they are of
   * @param waiting those of the late events whose sessions are not final yet
   * @param rows appended; 0 where everything was told right
   */
  public record Outcome(long late, long users, long waiting, long rows) {}

  /**
   * Reconciles.
   *
   * @param since late events from this event time on are asked for
   * @param now of the rows
   * @return empty when the session job has not committed yet
   * @throws io.footfall.schema.core.error.FootfallException when {@code events} lacks what the
   *     sessions were made of, and when another run was quicker
   */
  public static Optional<Outcome> run(
      SparkSession spark, FootfallConfig config, Instant since, Instant now) {
    if (SessionTables.recorded(spark, config).isEmpty()) {
      return Optional.empty();
    }
    // Opened before the sessions are read: a run that comes between them is then found out.
    Corrections corrections =
        Corrections.open(spark, config.warehouse(), CorrectionTables.SESSION_CORRECTIONS);
    return Accounted.of(
            spark, config, SessionTables.JOB, SessionTables.AUTHORITY, SessionTables.LATE)
        .map(accounted -> new SessionReconciliation(accounted, corrections, since, now).run());
  }

  private Outcome run() {
    Dataset<Row> late = accounted.lateRows().select(USER, "event_time");
    Column asked = col("event_time").geq(lit(since));
    Dataset<Row> users = late.where(asked).select(USER).distinct().cache();
    try {
      return users.isEmpty() ? new Outcome(0, 0, 0, 0) : run(late, users);
    } finally {
      users.unpersist();
    }
  }

  /**
   * Sessions from so far back are looked at that none is missing which a stretch may begin with. No
   * session is longer than the longest duration.
   */
  private Outcome run(Dataset<Row> late, Dataset<Row> users) {
    long reach = longest + gap;
    long from = Micros.of(since) - 2 * reach;
    while (true) {
      Dataset<Row> standing = standing(users, from).cache();
      Dataset<Row> stretches = stretches(standing, Accounted.ofUsers(late, users)).cache();
      try {
        Row sums =
            stretches
                .selectExpr(
                    "sum(late)",
                    "sum(IF(final, 0, late))",
                    "min(from_micros)",
                    "min(IF(final, from_micros, NULL))",
                    "max(IF(final, to_micros, NULL))")
                .head();
        long first = sums.getLong(2);
        if (first - reach >= from) {
          long rows =
              sums.isNullAt(3)
                  ? 0
                  : append(
                      corrected(events(stretches, sums.getLong(3), sums.getLong(4)), standing));
          return new Outcome(sums.getLong(0), users.count(), sums.getLong(1), rows);
        }
        from = first - 2 * reach;
      } finally {
        standing.unpersist();
        stretches.unpersist();
      }
    }
  }

  /** Of each session of these users the latest row, those merged away among them. */
  private Dataset<Row> standing(Dataset<Row> users, long fromMicros) {
    return LatestSessions.newest(
        Accounted.ofUsers(
            accounted
                .updates()
                .unionByName(corrections.rows())
                .where(col("start_time").geq(lit(Micros.instant(fromMicros)))),
            users));
  }

  private Dataset<Row> stretches(Dataset<Row> standing, Dataset<Row> late) {
    return Accounted.byUser(standing)
        .cogroup(
            Accounted.byUser(Accounted.apart(late)),
            new StretchesOfUser(Micros.of(since), gap, accounted.watermarkMicros()),
            Encoders.row(StretchesOfUser.SCHEMA));
  }

  /** Packed, each with the stretch that it lies in. */
  private Dataset<Row> events(Dataset<Row> stretches, long fromMicros, long toMicros) {
    Dataset<Row> wanted =
        stretches
            .where("final")
            .select(col(USER).as("of_user"), col("from_micros"), col("to_micros"));
    Dataset<Row> events =
        accounted
            .events()
            .where(
                col("event_date")
                    .between(lit(Accounted.day(fromMicros)), lit(Accounted.day(toMicros))));
    Column time = unix_micros(col("event_time"));
    return Accounted.packed(
            Accounted.ofUsers(events, wanted.select(col("of_user").as(USER))), new SessionPacker())
        .join(
            wanted,
            col(USER)
                .equalTo(col("of_user"))
                .and(time.between(col("from_micros"), col("to_micros"))))
        .select(USER, "packed", "from_micros", "to_micros");
  }

  private Dataset<Row> corrected(Dataset<Row> events, Dataset<Row> standing) {
    KeyedRun run = new KeyedRun(accounted.generation(), KeyedRun.NOTHING_LOST);
    return Accounted.byUser(events)
        .cogroup(
            Accounted.byUser(Accounted.apart(standing)),
            new CorrectionsOfUser(
                Sessionizing.settings(accounted.config().session(), run),
                new BatchTime(accounted.watermarkMicros(), Micros.of(now)),
                accounted.recorded().offsets().sourceEpoch(),
                accounted.config().kafka().topic()),
            Encoders.row(SessionTables.AUTHORITY.fileSchema()))
        .withColumn(SessionTables.AUTHORITY.partitionColumn(), lit(Accounted.day(Micros.of(now))));
  }

  private long append(Dataset<Row> corrected) {
    Dataset<Row> rows = corrected.cache();
    try {
      long count = rows.count();
      if (count > 0) {
        corrections.append(rows.coalesce(1));
      }
      return count;
    } finally {
      rows.unpersist();
    }
  }
}
