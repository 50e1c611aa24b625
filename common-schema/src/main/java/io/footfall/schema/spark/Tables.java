package io.footfall.schema.spark;

import static org.apache.spark.sql.types.DataTypes.BinaryType;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The tables under {@code footfall.warehouse}. Timestamps are UTC. */
public final class Tables {

  /** Valid events, one row per Kafka record. */
  public static final TableLayout EVENTS =
      new TableLayout(
          "events",
          provenance(
                  new StructType()
                      .add("event_id", StringType)
                      .add("user_id", StringType)
                      .add("event_type", StringType)
                      .add("event_time", TimestampType)
                      .add("item_id", StringType)
                      .add("category", StringType)
                      .add("page", StringType)
                      .add("channel", StringType)
                      .add("device", StringType)
                      .add("campaign", StringType)
                      .add("amount", DataTypes.createDecimalType(18, 4))
                      .add("currency", StringType)
                      .add("properties", DataTypes.createMapType(StringType, StringType, true)))
              .add("event_date", DateType),
          "event_date");

  /** Records that are no event: the bytes as they came, and why. */
  public static final TableLayout QUARANTINE =
      new TableLayout(
          "quarantine",
          provenance(
                  new StructType()
                      .add("raw", BinaryType)
                      .add("kafka_key", BinaryType)
                      .add("reason", StringType)
                      .add("field", StringType)
                      .add("detail", StringType))
              .add("commit_date", DateType),
          "commit_date");

  /**
   * Additive partial counts; one key may stand in many rows. {@code users} is an Apache
   * DataSketches HLL sketch that Spark's {@code hll_union_agg} reads.
   */
  public static final TableLayout EVENT_STATS_PARTIAL =
      new TableLayout(
          "event_stats_partial",
          new StructType()
              .add("minute", TimestampType)
              .add("event_type", StringType)
              .add("channel", StringType)
              .add("currency", StringType)
              .add("events", LongType)
              .add("amount", DataTypes.createDecimalType(38, 4))
              .add("users", BinaryType)
              .add("source_epoch", IntegerType)
              .add("ingested_at", TimestampType)
              .add("commit_date", DateType),
          "commit_date");

  /** Offsets {@code from_offset <= offset < until_offset} that hold no record. */
  public static final TableLayout OFFSET_GAPS =
      new TableLayout(
          "offset_gaps",
          new StructType()
              .add("source_epoch", IntegerType)
              .add("kafka_topic", StringType)
              .add("kafka_partition", IntegerType)
              .add("from_offset", LongType)
              .add("until_offset", LongType)
              .add("ingested_at", TimestampType)
              .add("commit_date", DateType),
          "commit_date");

  /**
   * What users are counted as in funnels, as signed rows: users at step k are the sum of {@code
   * sign} over rows with {@code level >= k}. Rows of kind ABANDONED have sign 0.
   */
  public static final TableLayout FUNNEL_UPDATES =
      new TableLayout(
          "funnel_updates",
          new StructType()
              .add("funnel", StringType)
              .add("definition_hash", StringType)
              .add("user_id", StringType)
              .add("cohort", TimestampType)
              .add("kind", StringType)
              .add("sign", IntegerType)
              .add("level", IntegerType)
              .add("step_times", DataTypes.createArrayType(TimestampType, false))
              .add("breakdown", DataTypes.createMapType(StringType, StringType, true))
              .add("capped", DataTypes.BooleanType)
              .add("last_step", StringType)
              .add("item_id", StringType)
              .add("amount", DataTypes.createDecimalType(18, 4))
              .add("currency", StringType)
              .add("reason", StringType)
              .add("generation", IntegerType)
              .add("kafka_timestamp", TimestampType)
              .add("watermark", TimestampType)
              .add("ingested_at", TimestampType)
              .add("commit_date", DateType),
          "commit_date");

  /**
   * Sessions, one row for each time that a batch has changed one: the latest is that of the
   * greatest {@code (generation, revision)} of a {@code session_id}, and counts unless its status
   * is MERGED. A MERGED row has neither counts nor texts.
   */
  public static final TableLayout SESSION_UPDATES =
      new TableLayout(
          "session_updates",
          new StructType()
              .add("session_id", StringType)
              .add("user_id", StringType)
              .add("generation", IntegerType)
              .add("revision", LongType)
              .add("status", StringType)
              .add("final", BooleanType)
              .add("merged_into", StringType)
              .add("split_reason", StringType)
              .add("start_time", TimestampType)
              .add("end_time", TimestampType)
              .add("duration_micros", LongType)
              .add("events", LongType)
              .add("events_by_type", DataTypes.createMapType(StringType, LongType, false))
              .add("first_page", StringType)
              .add("last_page", StringType)
              .add("ordered", sums())
              .add("paid", sums())
              .add("channel", StringType)
              .add("device", StringType)
              .add("campaign", StringType)
              .add("duplicates", LongType)
              .add("conflicts", LongType)
              .add("is_bot", BooleanType)
              .add("is_bounce", BooleanType)
              .add("capped", BooleanType)
              .add("truncated", BooleanType)
              .add("source_epoch", IntegerType)
              .add("kafka_timestamp", TimestampType)
              .add("watermark", TimestampType)
              .add("ingested_at", TimestampType)
              .add("commit_date", DateType),
          "commit_date");

  /** Events of a funnel that came too late to count, and the watermark that was in force. */
  public static final TableLayout FUNNEL_LATE_EVENTS = lateEvents("funnel_late_events");

  /** Events that came when the session job's watermark had passed them. */
  public static final TableLayout SESSION_LATE_EVENTS = lateEvents("session_late_events");

  /**
   * Offsets {@code from_offset <= offset < until_offset} that a job passed over because a person
   * said so: lost to retention, or skipped by a reset.
   */
  public static final TableLayout ACCEPTED_LOSSES =
      new TableLayout(
          "accepted_losses",
          new StructType()
              .add("source_epoch", IntegerType)
              .add("kafka_topic", StringType)
              .add("kafka_partition", IntegerType)
              .add("from_offset", LongType)
              .add("until_offset", LongType)
              .add("job", StringType)
              .add("reason", StringType)
              .add("accepted_at", TimestampType)
              .add("commit_date", DateType),
          "commit_date");

  /**
   * Rows of {@code events} and {@code quarantine} that were removed, or are about to be: written
   * before they go. {@code why} is {@code DUPLICATE}, a copy of the event at {@code kept_partition}
   * and {@code kept_offset}; or {@code EXPIRED}, a row of {@code quarantine} past its age, of which
   * only the place is known, with the date that it was committed on for {@code event_date}. {@code
   * listing} numbers the commits that list rows, from 1 on, for each of the two.
   */
  public static final TableLayout REMOVALS =
      new TableLayout(
          "removals",
          new StructType()
              .add("source_epoch", IntegerType)
              .add("kafka_topic", StringType)
              .add("kafka_partition", IntegerType)
              .add("kafka_offset", LongType)
              .add("event_id", StringType)
              .add("user_id", StringType)
              .add("event_type", StringType)
              .add("event_time", TimestampType)
              .add("channel", StringType)
              .add("amount", DataTypes.createDecimalType(18, 4))
              .add("currency", StringType)
              .add("why", StringType)
              .add("kept_partition", IntegerType)
              .add("kept_offset", LongType)
              .add("listing", LongType)
              .add("listed_at", TimestampType)
              .add("event_date", DateType),
          "event_date");

  private Tables() {}

  private static DataType sums() {
    return DataTypes.createMapType(StringType, DataTypes.createDecimalType(38, 4), false);
  }

  /** Events that a job has left out because of their time, with the watermark then in force. */
  private static TableLayout lateEvents(String name) {
    return new TableLayout(
        name,
        provenance(
                new StructType()
                    .add("event_id", StringType)
                    .add("user_id", StringType)
                    .add("event_type", StringType)
                    .add("event_time", TimestampType))
            .add("watermark", TimestampType)
            .add("commit_date", DateType),
        "commit_date");
  }

  private static StructType provenance(StructType content) {
    return content
        .add("source_epoch", IntegerType)
        .add("kafka_topic", StringType)
        .add("kafka_partition", IntegerType)
        .add("kafka_offset", LongType)
        .add("kafka_timestamp", TimestampType)
        .add("ingested_at", TimestampType);
  }
}
