package io.footfall.session;

import io.footfall.runtime.delta.DeltaTables;
import io.footfall.runtime.delta.LatestSessions;
import io.footfall.runtime.spark.RunMode;
import io.footfall.runtime.spark.RunningJob;
import io.footfall.runtime.spark.Sessions;
import io.footfall.schema.core.config.ConfigLoader;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.spark.Tables;
import io.footfall.session.core.Found;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** One session pipeline of a test: its own warehouse and checkpoint. */
final class Pipeline {
  static final SparkSession SPARK =
      Sessions.open(
          "test",
          Map.of(
              "spark.sql.shuffle.partitions", "2",
              "spark.databricks.delta.snapshotPartitions", "1"),
          Optional.of("local[2]"));

  private final Path folder;
  private final Topic topic;
  private final Map<String, String> settings = new TreeMap<>();

  Pipeline(Path folder, Topic topic) {
    this.folder = folder;
    this.topic = topic;
    set("footfall.warehouse", folder.resolve("warehouse").toString());
    set("spark.checkpoint.dir", folder.resolve("checkpoints").toString());
    set("kafka.bootstrap.servers", topic.bootstrapServers());
    set("kafka.topic.user", topic.name());
    set("footfall.validation.max-age", "none");
  }

  Pipeline set(String key, String value) {
    settings.put(key, value);
    return this;
  }

  Path checkpoint() {
    return folder.resolve("checkpoints/default/session");
  }

  /** What a run says at its end. */
  Optional<String> conclusion() {
    return SessionJob.conclude(SPARK, config());
  }

  private FootfallConfig config() {
    return ConfigLoader.load(Optional.empty(), Map.of(), settings).config();
  }

  /** Starts as a new driver would. */
  RunningJob start(RunMode mode) {
    DeltaTables.forgetAll();
    return SessionJob.start(SPARK, config(), topic.bootstrapServers(), mode, (batch, counts) -> {});
  }

  /** Takes in what the topic holds now. */
  void run() {
    try (RunningJob job = start(RunMode.AVAILABLE_NOW)) {
      job.awaitEnd();
    }
  }

  Dataset<Row> updates() {
    return SPARK.read().format("delta").load(Tables.SESSION_UPDATES.path(warehouse()));
  }

  Dataset<Row> late() {
    return SPARK.read().format("delta").load(Tables.SESSION_LATE_EVENTS.path(warehouse()));
  }

  Dataset<Row> latest() {
    return LatestSessions.of(SPARK, warehouse());
  }

  /** The sessions as they stand, by user and start. */
  List<Found> sessions() {
    return latest().orderBy("user_id", "start_time").collectAsList().stream()
        .map(Pipeline::found)
        .toList();
  }

  private String warehouse() {
    return folder.resolve("warehouse").toString();
  }

  private static Found found(Row row) {
    return new Found(
        row.getAs("user_id"),
        row.getAs("session_id"),
        micros(row, "start_time"),
        micros(row, "end_time"),
        row.<Long>getAs("events"),
        new TreeMap<>(row.<String, Long>getJavaMap(row.fieldIndex("events_by_type"))),
        new TreeMap<>(row.<String, BigDecimal>getJavaMap(row.fieldIndex("ordered"))),
        new TreeMap<>(row.<String, BigDecimal>getJavaMap(row.fieldIndex("paid"))),
        row.getAs("first_page"),
        row.getAs("last_page"),
        row.getAs("channel"),
        row.getAs("device"),
        row.getAs("campaign"),
        row.getAs("split_reason") != null,
        row.<Boolean>getAs("is_bot"),
        row.<Boolean>getAs("is_bounce"),
        row.<Long>getAs("duplicates"),
        row.<Long>getAs("conflicts"),
        micros(row, "kafka_timestamp"));
  }

  private static long micros(Row row, String column) {
    Instant instant = row.<Timestamp>getAs(column).toInstant();
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
