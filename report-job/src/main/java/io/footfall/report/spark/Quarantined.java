package io.footfall.report.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.runtime.delta.Pinned;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.spark.Tables;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Answers about records that are no event. Each is empty where there is no table yet. */
public final class Quarantined {
  /** What tells a record from others. */
  private static final List<String> KEY =
      List.of("source_epoch", "kafka_topic", "kafka_partition", "kafka_offset");

  private final SparkSession session;
  private final FootfallConfig config;

  /**
   * @param session of {@link ReportSession}
   */
  public Quarantined(SparkSession session, FootfallConfig config) {
    this.session = session;
    this.config = config;
  }

  /**
   * Rows of {@code reason}, {@code field}, {@code records}, {@code first} and {@code last} (Kafka
   * timestamps), most records first.
   */
  public Optional<Dataset<Row>> stats(TimeRange range) {
    return rows(range)
        .map(
            rows ->
                rows.groupBy("reason", "field")
                    .agg(
                        expr("count(*)").as("records"),
                        expr("min(kafka_timestamp)").as("first"),
                        expr("max(kafka_timestamp)").as("last"))
                    .orderBy(col("records").desc(), col("reason"), col("field")));
  }

  /**
   * Records in the columns of the table, newest first.
   *
   * @param reason only records that were rejected for it
   */
  public Optional<Dataset<Row>> list(TimeRange range, Optional<String> reason, int limit) {
    return rows(range)
        .map(
            rows ->
                (reason.isPresent() ? rows.where(col("reason").equalTo(reason.get())) : rows)
                    .orderBy(
                        col("kafka_timestamp").desc(),
                        col("kafka_topic"),
                        col("kafka_partition"),
                        col("kafka_offset").desc())
                    .limit(limit));
  }

  /** One record, of each source epoch in which its offset was rejected. */
  public Optional<Dataset<Row>> record(KafkaPartition partition, long offset) {
    return rows(TimeRange.all())
        .map(
            rows ->
                rows.where(
                        col("kafka_topic")
                            .equalTo(partition.topic())
                            .and(col("kafka_partition").equalTo(partition.number()))
                            .and(col("kafka_offset").equalTo(offset)))
                    .orderBy("source_epoch"));
  }

  static Column[] key() {
    return KEY.stream().map(name -> col(name)).toArray(Column[]::new);
  }

  /** For joins by it. */
  static String[] keyNames() {
    return KEY.toArray(String[]::new);
  }

  private Optional<Dataset<Row>> rows(TimeRange range) {
    return Pinned.newest(session, config.warehouse(), Tables.QUARANTINE)
        .map(table -> table.rows().where(range.of(col("kafka_timestamp"))));
  }
}
