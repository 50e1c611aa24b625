package io.footfall.schema.spark;

import static org.apache.spark.sql.types.DataTypes.BinaryType;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The tables that the report job merges. Timestamps are UTC. */
public final class ReportTables {

  /**
   * One row per grain ({@code minute} or {@code hour}), bucket, event type, channel and currency.
   * {@code users} is an estimate; {@code users_sketch} an Apache DataSketches HLL sketch, so that
   * rows can be united: numbers of users cannot be added.
   */
  public static final TableLayout EVENT_STATS =
      new TableLayout(
          "event_stats",
          new StructType()
              .add("grain", StringType)
              .add("bucket", TimestampType)
              .add("event_type", StringType)
              .add("channel", StringType)
              .add("currency", StringType)
              .add("events", LongType)
              .add("amount", DataTypes.createDecimalType(38, 4))
              .add("users", LongType)
              .add("users_sketch", BinaryType)
              .add("updated_at", TimestampType)
              .add("bucket_date", DateType),
          "bucket_date");

  /**
   * One row per funnel, definition, cohort, step and value of a breakdown field; {@code
   * breakdown_field} is empty in the rows for all users. {@code rate} is of those who started,
   * {@code rate_from_previous} of those at the step before; the seconds are from the step before.
   * {@code abandoned} counts users whose cohort is final and who got no further.
   */
  public static final TableLayout FUNNEL_REPORT =
      new TableLayout(
          "funnel_report",
          new StructType()
              .add("funnel", StringType)
              .add("definition_hash", StringType)
              .add("cohort", TimestampType)
              .add("step", IntegerType)
              .add("breakdown_field", StringType)
              .add("breakdown", StringType)
              .add("users", LongType)
              .add("rate", DoubleType)
              .add("rate_from_previous", DoubleType)
              .add("p50_seconds", DoubleType)
              .add("p90_seconds", DoubleType)
              .add("abandoned", LongType)
              .add("updated_at", TimestampType)
              .add("cohort_date", DateType),
          "cohort_date");

  /**
   * One row per session, the latest of {@code session_updates}; none for those merged into others.
   * Times, counts and texts are as there.
   */
  public static final TableLayout SESSIONS =
      new TableLayout(
          "sessions",
          new StructType()
              .add("session_id", StringType)
              .add("user_id", StringType)
              .add("status", StringType)
              .add("final", BooleanType)
              .add("start_time", TimestampType)
              .add("end_time", TimestampType)
              .add("duration_micros", LongType)
              .add("events", LongType)
              .add("events_by_type", DataTypes.createMapType(StringType, LongType, false))
              .add("first_page", StringType)
              .add("last_page", StringType)
              .add("channel", StringType)
              .add("device", StringType)
              .add("campaign", StringType)
              .add("ordered", sums())
              .add("paid", sums())
              .add("duplicates", LongType)
              .add("conflicts", LongType)
              .add("is_bot", BooleanType)
              .add("is_bounce", BooleanType)
              .add("split_reason", StringType)
              .add("capped", BooleanType)
              .add("truncated", BooleanType)
              .add("generation", IntegerType)
              .add("revision", LongType)
              .add("kafka_timestamp", TimestampType)
              .add("updated_at", TimestampType)
              .add("start_date", DateType),
          "start_date");

  /** How many partitions {@link #USER_JOURNEYS} has. */
  public static final int JOURNEY_BUCKETS = 16;

  /**
   * One row per user. {@code orders} counts {@code order} events; sums of zero are left out. The
   * {@code last_} columns are of the session that started last; {@code in_session} says whether it
   * is open. {@code furthest} is by funnel the deepest step of any cohort; {@code cohorts} counts
   * them by {@code DEFINITION:LEVEL:FUNNEL}. A user of whom only funnels are known has no times.
   */
  public static final TableLayout USER_JOURNEYS =
      new TableLayout(
          "user_journeys",
          new StructType()
              .add("user_id", StringType)
              .add("first_seen", TimestampType)
              .add("last_seen", TimestampType)
              .add("sessions", LongType)
              .add("events", LongType)
              .add("orders", LongType)
              .add("ordered", sums())
              .add("paid", sums())
              .add("last_session_id", StringType)
              .add("last_session_start", TimestampType)
              .add("last_channel", StringType)
              .add("in_session", BooleanType)
              .add("furthest", DataTypes.createMapType(StringType, IntegerType, false))
              .add("cohorts", DataTypes.createMapType(StringType, LongType, false))
              .add("updated_at", TimestampType)
              .add("bucket", IntegerType),
          "bucket");

  /**
   * What was tried with records of {@code quarantine}: one row per record and attempt that was
   * {@code INTENDED} (about to be sent; {@code from_offsets} says from where on the topic may hold
   * it), {@code SENT} (the topic holds it), {@code REJECTED} (it still is no event) or {@code
   * TOO_LARGE} (it is one, and the topic does not take it).
   */
  public static final TableLayout QUARANTINE_ATTEMPTS =
      new TableLayout(
          "quarantine_attempts",
          new StructType()
              .add("source_epoch", IntegerType)
              .add("kafka_topic", StringType)
              .add("kafka_partition", IntegerType)
              .add("kafka_offset", LongType)
              .add("attempt", IntegerType)
              .add("outcome", StringType)
              .add("reason", StringType)
              .add("field", StringType)
              .add("detail", StringType)
              .add("from_offsets", DataTypes.createMapType(IntegerType, LongType, false))
              .add("attempted_at", TimestampType)
              .add("commit_date", DateType),
          "commit_date");

  private ReportTables() {}

  private static DataType sums() {
    return DataTypes.createMapType(StringType, DataTypes.createDecimalType(38, 4), false);
  }
}
