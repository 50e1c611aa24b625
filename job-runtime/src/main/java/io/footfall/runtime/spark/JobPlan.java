package io.footfall.runtime.spark;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.RecordedOffsets;
import io.footfall.offsets.core.StartPlan;
import io.footfall.offsets.core.StartPlanner;
import io.footfall.offsets.core.TxnIds;
import io.footfall.offsets.kafka.TopicReader;
import io.footfall.offsets.spark.CheckpointLog;
import io.footfall.runtime.core.MappingHistory;
import io.footfall.runtime.core.RuntimeErrors;
import io.footfall.runtime.delta.DeltaTableSink;
import io.footfall.runtime.delta.DeltaTables;
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

/**
 * What a job is about to do, found out before anything is written: every error of configuration,
 * broker, topic, checkpoint and tables comes from {@link #make}.
 *
 * @param checkpoint folder of this job's query
 * @param start where it reads from, and why
 */
public record JobPlan(
    FootfallConfig config,
    String job,
    String bootstrapServers,
    String checkpoint,
    CheckpointLog log,
    StartPlan start,
    String topicId) {

  /** The one source epoch until rewinds are executed. */
  public static final int SOURCE_EPOCH = 0;

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
      String topic = config.kafka().topic();
      var held = reader.ranges(topic);
      String topicId = reader.topicId(topic);
      CheckpointLog log = CheckpointLog.at(checkpoint, hadoop);
      log.check();
      new SourceIdentity(topic, topicId).check(checkpoint, log, hadoop);
      Writable.check(config.warehouse(), hadoop);
      Writable.check(config.checkpointRoot(), hadoop);
      followers.forEach(table -> DeltaTables.check(spark, config.warehouse(), table));
      RecordedOffsets recorded =
          table(spark, config, job, authority).orElse(RecordedOffsets.none(SOURCE_EPOCH));
      StartPlanner.requireFinished(
          finishedEnds(log), recorded, authority.path(config.warehouse()), checkpoint);
      StartPlan start = StartPlanner.plan(checkpointEnds(log), recorded, held, configured(config));
      return new JobPlan(config, job, bootstrapServers, checkpoint, log, start, topicId);
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

  private static Optional<RecordedOffsets> table(
      SparkSession spark, FootfallConfig config, String job, TableLayout table) {
    return DeltaTableSink.recordedIn(
        spark,
        config.warehouse(),
        table,
        new TxnIds(config.pipeline(), job, table.name()),
        SOURCE_EPOCH);
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
    return config.source().startingOffsets() == StartingOffsets.EARLIEST
        ? StartPlanner.Configured.EARLIEST
        : StartPlanner.Configured.LATEST;
  }
}
