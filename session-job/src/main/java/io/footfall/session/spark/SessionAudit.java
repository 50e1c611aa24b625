package io.footfall.session.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.runtime.delta.LatestSessions;
import io.footfall.runtime.spark.keyed.Accounted;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.core.config.SessionConfig;
import io.footfall.schema.core.event.Micros;
import io.footfall.session.core.SessionPacker;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Computes all sessions once more, from {@code events} less {@code session_late_events}, by plain
 * Spark SQL, and compares them with the latest rows of {@code session_updates}: both up to the
 * offsets that one snapshot of the latter has recorded. No line of the engine takes part.
 */
public final class SessionAudit {
  /** Differences and conflicts that are named; the rest is counted. */
  private static final int MOST_NAMED = 1_000;

  private SessionAudit() {}

  /**
   * A session that is not what the events say.
   *
   * @param what the columns that differ, or which side lacks it
   */
  public record Difference(String sessionId, String userId, Instant start, String what) {}

  /**
   * An id under which a user sent different bodies.
   *
   * @param copies how many records have it
   */
  public record Conflict(String userId, String eventId, long copies) {}

  /**
   * The outcome.
   *
   * @param offsets what was compared
   * @param events valid records that were looked at, copies included, late ones not
   * @param sessions on either side
   * @param agreeing sessions that are the same on both
   * @param excused sessions that differ where the table says itself that they may, or an id came
   *     with different bodies
   * @param differing sessions that differ and may not
   * @param differences of those, the first by user and time
   * @param conflicts the first of them
   */
  public record Report(
      Map<KafkaPartition, OffsetRange> offsets,
      long events,
      long late,
      long sessions,
      long agreeing,
      long excused,
      long differing,
      List<Difference> differences,
      List<Conflict> conflicts) {

    public boolean holds() {
      return differing == 0;
    }

    /** Of the sessions that have no excuse; 100 where there are none. */
    public double agreementPercent() {
      long counted = agreeing + differing;
      return counted == 0 ? 100 : 100.0 * agreeing / counted;
    }
  }

  /**
   * Audits.
   *
   * @return empty when the pipeline has recorded no sessions
   * @throws io.footfall.schema.core.error.FootfallException when {@code events} does not hold what
   *     the sessions were made of
   */
  public static Optional<Report> run(SparkSession session, FootfallConfig config) {
    SparkSession spark = session.newSession(); // views of its own
    return Accounted.of(
            spark, config, SessionTables.JOB, SessionTables.AUTHORITY, SessionTables.LATE)
        .map(accounted -> compare(spark, accounted));
  }

  private static Report compare(SparkSession spark, Accounted accounted) {
    Dataset<Row> late = accounted.lateRows();
    Dataset<Row> audited = audited(accounted.events(), late).cache();
    try {
      audited.createOrReplaceTempView("audited_events");
      LatestSessions.of(accounted.updates()).createOrReplaceTempView("found_sessions");
      spark
          .sql(text("recompute-sessions.sql"), bounds(accounted.config().session()))
          .createOrReplaceTempView("recomputed_sessions");
      Dataset<Row> conflicts = spark.sql(text("conflicting-ids.sql")).cache();
      conflicts.createOrReplaceTempView("conflicting_ids");
      Dataset<Row> compared = spark.sql(text("compare-sessions.sql")).cache();
      try {
        return report(
            accounted.recorded().offsets().partitions(),
            audited.count(),
            late.count(),
            compared,
            conflicts);
      } finally {
        compared.unpersist();
        conflicts.unpersist();
      }
    } finally {
      audited.unpersist();
    }
  }

  private static Map<String, Object> bounds(SessionConfig session) {
    return Map.of(
        "gap",
        session.gap().toMillis() * 1_000,
        "longest",
        session.maxDuration().toMillis() * 1_000);
  }

  /** The columns that sessions are made of, texts cut as sessions keep them. */
  private static Dataset<Row> audited(Dataset<Row> events, Dataset<Row> late) {
    String[] origin = {"source_epoch", "kafka_topic", "kafka_partition", "kafka_offset"};
    return events
        .join(late.selectExpr(origin), origin, "left_anti")
        .select(
            col("user_id"),
            col("event_id"),
            expr("unix_micros(event_time) AS micros"),
            col("kafka_partition"),
            col("kafka_offset"),
            cut("event_type", SessionPacker.MOST_NAME),
            cut("page", SessionPacker.MOST_TEXT),
            cut("channel", SessionPacker.MOST_TEXT),
            cut("device", SessionPacker.MOST_TEXT),
            cut("campaign", SessionPacker.MOST_TEXT),
            col("amount"),
            cut("currency", SessionPacker.MOST_NAME));
  }

  private static Column cut(String column, int most) {
    return col(column).substr(1, most).as(column);
  }

  private static Report report(
      Map<KafkaPartition, OffsetRange> cut,
      long events,
      long late,
      Dataset<Row> compared,
      Dataset<Row> conflicts) {
    Row sums =
        compared
            .selectExpr(
                "count(*)",
                "count_if(difference IS NULL)",
                "count_if(difference IS NOT NULL AND excuse IS NOT NULL)")
            .head();
    List<Difference> differences =
        compared
            .where("difference IS NOT NULL AND excuse IS NULL")
            .orderBy("user_id", "start_time", "session_id")
            .limit(MOST_NAMED)
            .selectExpr("session_id", "user_id", "unix_micros(start_time)", "difference")
            .collectAsList()
            .stream()
            .map(
                row ->
                    new Difference(
                        row.getString(0),
                        row.getString(1),
                        Micros.instant(row.getLong(2)),
                        row.getString(3)))
            .toList();
    List<Conflict> named =
        conflicts.orderBy("user_id", "event_id").limit(MOST_NAMED).collectAsList().stream()
            .map(row -> new Conflict(row.getString(0), row.getString(1), row.getLong(2)))
            .toList();
    return new Report(
        cut,
        events,
        late,
        sums.getLong(0),
        sums.getLong(1),
        sums.getLong(2),
        sums.getLong(0) - sums.getLong(1) - sums.getLong(2),
        differences,
        named);
  }

  private static String text(String resource) {
    try (InputStream in = SessionAudit.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
