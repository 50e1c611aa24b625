package io.footfall.runtime.spark.keyed;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.offsets.core.RecordedOffsets;
import io.footfall.offsets.core.TxnIds;
import io.footfall.runtime.core.RuntimeErrors;
import io.footfall.runtime.core.keyed.EventPacker;
import io.footfall.runtime.core.keyed.KeyedMarks;
import io.footfall.runtime.core.keyed.WatermarkFloor;
import io.footfall.runtime.delta.RecordedTable;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.core.event.Micros;
import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.KeyValueGroupedDataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What a stateful job has accounted for, as one version of its authority table tells: for whoever
 * computes it once more from {@code events}.
 *
 * @param authority the job's table that is committed last
 * @param late its table of late events
 */
public record Accounted(
    SparkSession spark,
    FootfallConfig config,
    TableLayout authority,
    TableLayout late,
    RecordedTable recorded) {
  private static final String INGEST = "ingest";
  private static final String USER = "user_id";

  /**
   * As of now.
   *
   * @return empty when the job has not committed yet
   * @throws io.footfall.schema.core.error.FootfallException when {@code events} does not hold what
   *     the job has read
   */
  public static Optional<Accounted> of(
      SparkSession spark,
      FootfallConfig config,
      String job,
      TableLayout authority,
      TableLayout late) {
    Optional<RecordedTable> recorded =
        RecordedTable.of(
                spark,
                config.warehouse(),
                authority,
                new TxnIds(config.pipeline(), job, authority.name()))
            .filter(table -> !table.offsets().partitions().isEmpty());
    recorded.ifPresent(
        table ->
            requireCovers(authority, ofEvents(spark, config, table.offsets()), table.offsets()));
    return recorded.map(table -> new Accounted(spark, config, authority, late, table));
  }

  /** In the job's source epoch: a rewind of the ingest job alone begins another. */
  private static RecordedOffsets ofEvents(
      SparkSession spark, FootfallConfig config, RecordedOffsets job) {
    return RecordedTable.of(
            spark,
            config.warehouse(),
            Tables.EVENTS,
            new TxnIds(config.pipeline(), INGEST, Tables.EVENTS.name()),
            job.sourceEpoch())
        .map(RecordedTable::offsets)
        .orElse(RecordedOffsets.none(job.sourceEpoch()));
  }

  private static void requireCovers(
      TableLayout authority, RecordedOffsets events, RecordedOffsets job) {
    job.partitions()
        .forEach(
            (partition, range) -> {
              OffsetRange there = events.of(partition).orElse(new OffsetRange(0, 0));
              if (there.from() > range.from() || there.until() < range.until()) {
                throw RuntimeErrors.eventsBehind(
                    partition.toString(), authority.name(), range.toString(), there.toString());
              }
            });
  }

  /** The authority's rows. */
  public Dataset<Row> updates() {
    return spark
        .read()
        .format("delta")
        .option("versionAsOf", Long.toString(recorded.version()))
        .load(authority.path(config.warehouse()));
  }

  /** Rows of the late table that the authority accounts for. */
  public Dataset<Row> lateRows() {
    return within(late);
  }

  /** Rows of {@code events} that the job has read, late ones among them. */
  public Dataset<Row> events() {
    return within(Tables.EVENTS);
  }

  /** Such rows as the user, the event time, and the event packed for the job's step. */
  public static Dataset<Row> packed(Dataset<Row> events, EventPacker packer) {
    return events
        .map(new StoredEvent(packer), Encoders.row(KeyedSource.SCHEMA))
        .where(col("packed").isNotNull())
        .select(USER, "event_time", "packed");
  }

  /**
   * Rows of some users only.
   *
   * @param users with a column {@code user_id}, each any number of times
   */
  public static Dataset<Row> ofUsers(Dataset<Row> rows, Dataset<Row> users) {
    return rows.join(
        users.select(col(USER).as("wanted")).distinct(),
        col(USER).equalTo(col("wanted")),
        "left_semi");
  }

  /** Grouped by {@code user_id}. */
  public static KeyValueGroupedDataset<String, Row> byUser(Dataset<Row> rows) {
    return rows.groupByKey((MapFunction<Row, String>) row -> row.getAs(USER), Encoders.STRING());
  }

  /** The UTC day, for partitions by date. */
  public static LocalDate day(long micros) {
    return LocalDate.ofEpochDay(Micros.day(micros));
  }

  /**
   * The same rows under a plan of their own. Spark 3.5 cannot cogroup what has a table in common:
   * it renames the columns of one side, and not in the cogroup.
   */
  public static Dataset<Row> apart(Dataset<Row> rows) {
    return rows.sparkSession().createDataFrame(rows.javaRDD(), rows.schema());
  }

  /** Under which the authority was written last; {@link Long#MIN_VALUE} before the first. */
  public long watermarkMicros() {
    return WatermarkFloor.micros(
        recorded.marks().getOrDefault(KeyedMarks.WATERMARK, WatermarkFloor.NONE));
  }

  /** Of the job's run. */
  public int generation() {
    return recorded.marks().getOrDefault(KeyedMarks.GENERATION, 0L).intValue();
  }

  /** What was there before a new source epoch was read to its end then. */
  private Dataset<Row> within(TableLayout table) {
    Column any = col("source_epoch").lt(recorded.offsets().sourceEpoch());
    for (Map.Entry<KafkaPartition, OffsetRange> entry :
        recorded.offsets().partitions().entrySet()) {
      any =
          any.or(
              col("source_epoch")
                  .equalTo(lit(recorded.offsets().sourceEpoch()))
                  .and(col("kafka_topic").equalTo(entry.getKey().topic()))
                  .and(col("kafka_partition").equalTo(entry.getKey().number()))
                  .and(col("kafka_offset").geq(entry.getValue().from()))
                  .and(col("kafka_offset").lt(entry.getValue().until())));
    }
    return spark.read().format("delta").load(table.path(config.warehouse())).where(any);
  }
}
