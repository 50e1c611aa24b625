package io.footfall.ingest;

import io.footfall.ingest.spark.IngestTables;
import io.footfall.ingest.spark.OffsetAudit;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.Position;
import io.footfall.offsets.core.ResetPlan;
import io.footfall.offsets.core.ResetTarget;
import io.footfall.offsets.core.TopicIdentity;
import io.footfall.offsets.kafka.KafkaGroupStore;
import io.footfall.offsets.kafka.TopicReader;
import io.footfall.offsets.publish.OffsetStores;
import io.footfall.runtime.core.TableRecord;
import io.footfall.runtime.spark.JobPlan;
import io.footfall.runtime.spark.OffsetReset;
import io.footfall.runtime.spark.RunMode;
import io.footfall.runtime.spark.RunningJob;
import io.footfall.runtime.spark.Sessions;
import io.footfall.runtime.spark.SupervisedJob;
import io.footfall.runtime.spark.sink.BatchListener;
import io.footfall.schema.core.config.ConfigLoader;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;

/** One ingest pipeline of a test: its own topic, warehouse and checkpoint. */
final class Pipeline {
  /** As small as the tables: most of a test's time would go into empty tasks. */
  static final SparkSession SPARK =
      Sessions.open(
          "test",
          Map.of(
              "spark.sql.shuffle.partitions", "1",
              "spark.databricks.delta.snapshotPartitions", "1"),
          Optional.of("local[2]"));

  private final Path folder;
  private final Topic topic;
  private final Map<String, String> settings = new TreeMap<>();
  private SparkSession spark = SPARK;

  Pipeline(Path folder, Topic topic) {
    this.folder = folder;
    this.topic = topic;
    set("footfall.warehouse", warehouse().toString());
    set("spark.checkpoint.dir", folder.resolve("checkpoints").toString());
    set("kafka.bootstrap.servers", topic.bootstrapServers());
    set("kafka.topic.user", topic.name());
    set("kafka.group.id", group());
  }

  /** Under which it publishes its offsets. */
  String group() {
    return "group-" + topic.name();
  }

  Pipeline set(String key, String value) {
    settings.put(key, value);
    return this;
  }

  /** From now on as another driver, as far as one process can hold two. */
  Pipeline asAnotherDriver() {
    spark = SPARK.newSession();
    return set("spark.checkpoint.dir", folder.resolve("another").toString());
  }

  Path warehouse() {
    return folder.resolve("warehouse");
  }

  Path checkpoint() {
    return folder.resolve("checkpoints/default/ingest");
  }

  FootfallConfig config() {
    return ConfigLoader.load(Optional.empty(), Map.of(), settings).config();
  }

  JobPlan plan() {
    DeltaLog.clearCache(); // as a new driver would see the tables
    return IngestJob.plan(SPARK, config(), topic.bootstrapServers());
  }

  /** Ingests what the topic holds now. */
  void run() {
    try (RunningJob job =
        IngestJob.start(SPARK, plan(), RunMode.AVAILABLE_NOW, (batch, counts) -> {})) {
      job.awaitEnd();
    }
  }

  /** Ingests until stopped, with restarts that wait for next to nothing. */
  SupervisedJob supervise(BatchListener listener, Consumer<String> notices) {
    return supervise(() -> {}, listener, notices);
  }

  /** The same with something done before each start. */
  SupervisedJob supervise(Runnable before, BatchListener listener, Consumer<String> notices) {
    set("footfall.restart.backoff", "50 ms");
    SparkSession session = spark;
    return SupervisedJob.start(
        () -> {
          before.run();
          return IngestJob.start(session, plan(), RunMode.CONTINUOUS, listener);
        },
        new SupervisedJob.Environment(Clock.systemUTC(), new Random(1), notices));
  }

  /** Moves the job's offsets, as {@code footfall offsets reset --execute} does. */
  ResetPlan reset(ResetTarget target) {
    DeltaLog.clearCache();
    FootfallConfig config = config();
    TableRecord table = JobPlan.look(SPARK, config, IngestJob.NAME, Tables.EVENTS);
    try (TopicReader reader =
        TopicReader.connect(topic.bootstrapServers(), Map.of(), Duration.ofSeconds(20))) {
      TopicIdentity identity = reader.identity(topic.name());
      boolean same = table.identity().map(identity::equals).orElse(true);
      ResetPlan plan = ResetPlan.of(target, table.offsets(), same, reader.ranges(topic.name()));
      new OffsetReset(
              SPARK,
              config,
              IngestJob.NAME,
              IngestTables.AUTHORITY,
              IngestTables.FOLLOWERS,
              Clock.systemUTC())
          .execute(plan, table.offsets(), identity, "a test");
      return plan;
    }
  }

  Dataset<Row> table(TableLayout layout) {
    return SPARK.read().format("delta").load(layout.path(warehouse().toString()));
  }

  /** What it has published. */
  Map<KafkaPartition, Long> published() {
    try (KafkaGroupStore store =
        OffsetStores.kafka(config(), IngestJob.NAME, topic.bootstrapServers())) {
      return store.read().map(Position::ends).orElseThrow();
    }
  }

  /** Each source epoch with its number of events, with a colon between. */
  List<String> epochs() {
    return table(Tables.EVENTS)
        .groupBy("source_epoch")
        .count()
        .selectExpr("concat(source_epoch, ':', count) AS each")
        .sort("each")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  OffsetAudit.Report audit() {
    DeltaLog.clearCache();
    return OffsetAudit.run(SPARK, warehouse().toString(), "default");
  }
}
