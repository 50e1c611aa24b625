package io.footfall.runtime.spark;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetErrors;
import io.footfall.offsets.core.OffsetStore;
import io.footfall.offsets.core.StartPlan;
import io.footfall.offsets.core.StartPlanner;
import io.footfall.offsets.core.StartPlanner.Published;
import io.footfall.offsets.core.TopicIdentity;
import io.footfall.offsets.core.TxnIds;
import io.footfall.offsets.kafka.TopicReader;
import io.footfall.offsets.publish.OffsetStores;
import io.footfall.offsets.spark.CheckpointLog;
import io.footfall.runtime.core.MappingHistory;
import io.footfall.runtime.core.RuntimeErrors;
import io.footfall.runtime.core.TableRecord;
import io.footfall.runtime.delta.DeltaTableSink;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.core.config.SourceConfig.StartingOffsets;
import io.footfall.schema.spark.TableLayout;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a job is about to do, found out before anything is written: every error of configuration,
 * broker, topic, checkpoint and tables comes from {@link #make}.
 *
 * @param checkpoint folder of this job's query
 * @param start where it reads from, and why
 * @param identity the topic that its offsets count in
 * @param sourceEpoch the tables' latest: another one after each rewind and each new topic
 */
public record JobPlan(
    FootfallConfig config,
    String job,
    String bootstrapServers,
    String checkpoint,
    CheckpointLog log,
    StartPlan start,
    TopicIdentity identity,
    int sourceEpoch) {

  /** The source epoch that a pipeline begins with. */
  public static final int SOURCE_EPOCH = 0;

  private static final Logger LOG = LoggerFactory.getLogger(JobPlan.class);
  private static final Duration BROKER_DEADLINE = Duration.ofSeconds(10);

  /**
   * Plans.
   *
   * @param job such as {@code ingest}
   * @param bootstrapServers the configured broker, or the embedded one
   * @param authority the table whose recorded offsets decide
   * @param followers the job's other tables, checked only
   */
  public static JobPlan make(
      SparkSession spark,
      FootfallConfig config,
      String job,
      String bootstrapServers,
      TableLayout authority,
      Iterable<TableLayout> followers) {
    String checkpoint = checkpoint(config, job);
    Configuration hadoop = spark.sessionState().newHadoopConf();
    try (TopicReader reader =
        TopicReader.connect(bootstrapServers, config.kafka().clientOptions(), BROKER_DEADLINE)) {
      TopicIdentity identity = reader.identity(config.kafka().topic());
      var held = reader.ranges(identity.topic());
      CheckpointLog log = CheckpointLog.at(checkpoint, hadoop);
      log.check();
      Writable.check(config.warehouse(), hadoop);
      Writable.check(config.checkpointRoot(), hadoop);
      followers.forEach(table -> requireRows(spark, config, job, table));
      TableRecord table = look(spark, config, job, authority);
      SourceIdentity.of(identity, table.sourceEpoch()).check(checkpoint, log, hadoop);
      String path = authority.path(config.warehouse());
      requireSameTopic(path, table, identity);
      requireRows(spark, config, job, authority);
      StartPlanner.requireFinished(finishedEnds(log), table.offsets(), path, checkpoint);
      StartPlan start =
          StartPlanner.plan(
              checkpointEnds(log),
              table.offsets(),
              published(config, job, bootstrapServers),
              held,
              configured(config));
      start.explain().lines().forEach(LOG::info);
      return new JobPlan(
          config, job, bootstrapServers, checkpoint, log, start, identity, table.sourceEpoch());
    } catch (IOException e) {
      throw RuntimeErrors.storage(checkpoint, e);
    }
  }

  /** The folder of a job's query. */
  public static String checkpoint(FootfallConfig config, String job) {
    return config.checkpointRoot() + "/" + config.pipeline() + "/" + job;
  }

  /** Which mapping each batch of this run is read with; keeps it beside the checkpoint. */
  public MappingHistory mappings(SparkSession spark) {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    try {
      return new MappingStore(checkpoint, hadoop).update(log, config.mapping());
    } catch (IOException e) {
      throw RuntimeErrors.storage(checkpoint, e);
    }
  }

  /** The ids of a table of this job. */
  public TxnIds ids(TableLayout table) {
    return new TxnIds(config.pipeline(), job, table.name());
  }

  /** What a job's authority table has recorded; nothing where there is no table yet. */
  public static TableRecord look(
      SparkSession spark, FootfallConfig config, String job, TableLayout table) {
    return DeltaTableSink.look(
        spark, config.warehouse(), table, new TxnIds(config.pipeline(), job, table.name()));
  }

  private static void requireRows(
      SparkSession spark, FootfallConfig config, String job, TableLayout table) {
    DeltaTableSink.requireRows(
        spark, config.warehouse(), table, new TxnIds(config.pipeline(), job, table.name()));
  }

  private static void requireSameTopic(String path, TableRecord table, TopicIdentity found) {
    table
        .identity()
        .filter(recorded -> recorded.topic().equals(found.topic()) && !recorded.equals(found))
        .ifPresent(
            recorded -> {
              throw OffsetErrors.topicRecreated(path, recorded, found);
            });
  }

  private static Optional<Published> published(
      FootfallConfig config, String job, String bootstrapServers) {
    if (config.source().startingOffsets() != StartingOffsets.PUBLISHED
        || config.offsets().targets().isEmpty()) {
      return Optional.empty();
    }
    try (OffsetStore store =
        OffsetStores.open(config.offsets().targets().get(0), config, job, bootstrapServers)) {
      return store.read().map(position -> new Published(store.describe(), position));
    }
  }

  private static Optional<Map<KafkaPartition, Long>> checkpointEnds(CheckpointLog log)
      throws IOException {
    OptionalLong last = log.lastPlannedBatch();
    return last.isPresent() ? Optional.of(log.ends(last.getAsLong())) : Optional.empty();
  }

  private static Map<KafkaPartition, Long> finishedEnds(CheckpointLog log) throws IOException {
    OptionalLong last = log.lastFinishedBatch();
    return last.isPresent() ? log.ends(last.getAsLong()) : Map.of();
  }

  private static StartPlanner.Configured configured(FootfallConfig config) {
    return config.source().startingOffsets() == StartingOffsets.LATEST
        ? StartPlanner.Configured.LATEST
        : StartPlanner.Configured.EARLIEST;
  }
}
