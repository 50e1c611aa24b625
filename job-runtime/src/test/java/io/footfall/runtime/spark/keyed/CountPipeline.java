package io.footfall.runtime.spark.keyed;

import io.footfall.runtime.core.keyed.BatchTime;
import io.footfall.runtime.spark.JobPlan;
import io.footfall.runtime.spark.RunMode;
import io.footfall.runtime.spark.RunningJob;
import io.footfall.runtime.spark.Sessions;
import io.footfall.runtime.spark.sink.BatchListener;
import io.footfall.schema.core.config.ConfigLoader;
import io.footfall.schema.spark.TableLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;

/** The job of {@link CountStep} with a topic, a warehouse and a checkpoint of its own. */
final class CountPipeline {
  static final SparkSession SPARK =
      Sessions.open(
          "test",
          Map.of(
              "spark.sql.shuffle.partitions", "2",
              "spark.databricks.delta.snapshotPartitions", "1"),
          Optional.of("local[2]"));
  static final Duration LATENESS = Duration.ofSeconds(2);

  private final Path folder;
  private final EventTopic topic;
  private final Map<String, String> settings = new TreeMap<>();
  private Duration gap = Duration.ofSeconds(10);
  private Duration idle = Duration.ofHours(1);
  private StateNeed need =
      (spark, warehouse, time) -> StateNeed.Events.from(from(time, Duration.ofSeconds(10)));

  CountPipeline(Path folder, EventTopic topic) {
    this.folder = folder;
    this.topic = topic;
    set("footfall.warehouse", warehouse());
    set("spark.checkpoint.dir", folder.resolve("checkpoints").toString());
    set("kafka.bootstrap.servers", topic.bootstrapServers());
    set("kafka.topic.user", topic.name());
  }

  private static long from(BatchTime time, Duration gap) {
    return time.watermarkMicros() == Long.MIN_VALUE
        ? Long.MIN_VALUE
        : time.watermarkMicros() - gap.toMillis() * 1_000;
  }

  CountPipeline set(String key, String value) {
    settings.put(key, value);
    return this;
  }

  CountPipeline gap(Duration other) {
    gap = other;
    return this;
  }

  CountPipeline idle(Duration other) {
    idle = other;
    return this;
  }

  CountPipeline need(StateNeed other) {
    need = other;
    return this;
  }

  String warehouse() {
    return folder.resolve("warehouse").toString();
  }

  Path checkpoint() {
    return folder.resolve("checkpoints/default/count");
  }

  void loseCheckpoint() throws IOException {
    JavaUtils.deleteRecursively(checkpoint().toFile());
  }

  KeyedJob job() {
    return new KeyedJob(
        "count",
        CountRows.UPDATES,
        CountRows.LATE,
        LATENESS,
        Duration.ZERO,
        new CountStep.Packer(),
        run -> new CountStep(run, gap.toMillis() * 1_000, idle.toMillis() * 1_000),
        run -> new CountRows(topic.name()),
        need,
        Map.of("count.gap", gap.toSeconds() + " s"));
  }

  RunningJob start(RunMode mode, BatchListener listener) {
    DeltaLog.clearCache(); // as a new driver would see the tables
    var config = ConfigLoader.load(Optional.empty(), Map.of(), settings).config();
    JobPlan plan = KeyedJobs.plan(SPARK, config, topic.bootstrapServers(), job());
    return KeyedJobs.start(SPARK, job(), plan, mode, listener);
  }

  /** Takes what the topic holds now. */
  void run() {
    run((batch, counts) -> {});
  }

  void run(BatchListener listener) {
    try (RunningJob running = start(RunMode.AVAILABLE_NOW, listener)) {
      running.awaitEnd();
    }
  }

  /** {@code STATUS user count generation truncated}, in no order. */
  List<String> updates() {
    return rows(CountRows.UPDATES, "concat_ws(' ', status, user_id, count, generation, truncated)");
  }

  /** {@code user partition offset}, in no order. */
  List<String> late() {
    return rows(CountRows.LATE, "concat_ws(' ', user_id, kafka_partition, kafka_offset)");
  }

  private List<String> rows(TableLayout table, String row) {
    DeltaLog.clearCache();
    return SPARK
        .read()
        .format("delta")
        .load(table.path(warehouse()))
        .selectExpr(row)
        .collectAsList()
        .stream()
        .map(each -> each.getString(0))
        .toList();
  }
}
