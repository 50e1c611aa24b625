package io.footfall.cli.offsets;

import io.footfall.cli.context.CliErrors;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.run.LocalBroker;
import io.footfall.cli.run.LocalSpark;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetErrors;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.offsets.core.OffsetStore;
import io.footfall.offsets.core.Position;
import io.footfall.offsets.core.Standing;
import io.footfall.offsets.core.Standing.Copy;
import io.footfall.offsets.core.TopicIdentity;
import io.footfall.offsets.kafka.KafkaGroupStore;
import io.footfall.offsets.kafka.TopicReader;
import io.footfall.offsets.publish.OffsetStores;
import io.footfall.offsets.spark.CheckpointLog;
import io.footfall.runtime.core.RuntimeErrors;
import io.footfall.runtime.core.TableRecord;
import io.footfall.runtime.spark.JobPlan;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.core.config.OffsetsConfig.Target;
import io.footfall.schema.core.error.FootfallException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;

/** Looks at checkpoint, table, published copies and topic of one job. Writes nothing. */
public final class OffsetLooks implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final FootfallConfig config;
  private final JobTables tables;
  private final LocalBroker broker;
  private final LocalSpark spark;
  private final TopicReader topic;

  private OffsetLooks(
      FootfallConfig config,
      JobTables tables,
      LocalBroker broker,
      LocalSpark spark,
      TopicReader topic) {
    this.config = config;
    this.tables = tables;
    this.broker = broker;
    this.spark = spark;
    this.topic = topic;
  }

  /**
   * Opens, starting the embedded broker where the configuration means that one and it does not run.
   *
   * @param job such as {@code ingest}
   */
  public static OffsetLooks open(FootfallConfig config, String job, Invocation invocation) {
    JobTables tables = JobTables.of(job);
    LocalBroker broker = LocalBroker.ofLooking(config, invocation);
    try {
      TopicReader topic =
          TopicReader.connect(broker.bootstrapServers(), config.kafka().clientOptions(), DEADLINE);
      topic.ranges(config.kafka().topic()); // a missing topic is known before Spark has started
      LocalSpark spark = LocalSpark.open(config, Optional.empty(), invocation);
      return new OffsetLooks(config, tables, broker, spark, topic);
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  FootfallConfig config() {
    return config;
  }

  JobTables tables() {
    return tables;
  }

  SparkSession spark() {
    return spark.session();
  }

  TopicReader topic() {
    return topic;
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** The checkpoint's log, which may be empty. */
  CheckpointLog checkpoint() throws IOException {
    return CheckpointLog.at(
        JobPlan.checkpoint(config, tables.job()), spark.session().sessionState().newHadoopConf());
  }

  /**
   * Looks. What can only grow is read from behind: copies, finished batches, table, planned
   * batches, topic; so that a running job alone makes no contradiction.
   */
  public OffsetFacts look() {
    List<String> problems = new ArrayList<>();
    Map<String, Optional<Position>> copies = copies(problems);
    Map<KafkaPartition, Long> finished = ends(CheckpointLog::lastFinishedBatch, problems);
    TableRecord table = JobPlan.look(spark.session(), config, tables.job(), tables.authority());
    Map<KafkaPartition, Long> planned = ends(CheckpointLog::lastPlannedBatch, problems);
    TopicIdentity identity = topic.identity(config.kafka().topic());
    SortedMap<KafkaPartition, OffsetRange> held = topic.ranges(identity.topic());
    copies.forEach((target, copy) -> noteEpoch(target, copy, table, problems));
    SortedSet<KafkaPartition> partitions = new TreeSet<>(held.keySet());
    partitions.addAll(table.offsets().partitions().keySet());
    SortedMap<KafkaPartition, Standing> standings = new TreeMap<>();
    for (KafkaPartition partition : partitions) {
      List<Copy> published = new ArrayList<>();
      copies.forEach(
          (target, copy) ->
              published.add(
                  new Copy(
                      target,
                      copy.filter(each -> each.sourceEpoch() == table.sourceEpoch())
                          .map(each -> each.ends().get(partition)))));
      standings.put(
          partition,
          new Standing(
              Optional.ofNullable(held.get(partition)),
              Optional.ofNullable(planned.get(partition)),
              Optional.ofNullable(finished.get(partition)),
              table.offsets().end(partition),
              published));
    }
    OffsetFacts facts =
        new OffsetFacts(identity, table, held, standings, List.copyOf(copies.keySet()), problems);
    if (!facts.isSameTopic()) {
      problems.add(
          OffsetErrors.topicRecreated(
                  tables.authority().path(config.warehouse()),
                  table.identity().orElseThrow(),
                  identity)
              .problem());
    }
    return new OffsetFacts(identity, table, held, standings, facts.targets(), problems);
  }

  /**
   * Makes sure that there is something to speak of.
   *
   * @throws FootfallException category USER, when the table has recorded nothing
   */
  public void requireRecorded(OffsetFacts facts) {
    if (facts.table().offsets().partitions().isEmpty()) {
      throw CliErrors.nothingRecorded(tables.job(), tables.authority().path(config.warehouse()));
    }
  }

  @Override
  public void close() {
    topic.close();
    spark.close();
    broker.close();
  }

  private Map<String, Optional<Position>> copies(List<String> problems) {
    Map<String, Optional<Position>> copies = new LinkedHashMap<>();
    for (Target target : config.offsets().targets()) {
      String name = target.name().toLowerCase(Locale.ROOT);
      try (OffsetStore store =
          OffsetStores.open(target, config, tables.job(), bootstrapServers())) {
        copies.put(name, store.read());
        if (store instanceof KafkaGroupStore group && !group.activeMembers().isEmpty()) {
          problems.add(
              "%s is in use by somebody else (%s)"
                  .formatted(group.describe(), String.join(", ", group.activeMembers())));
        }
      } catch (FootfallException e) {
        copies.put(name, Optional.empty());
        problems.add(e.problem());
      }
    }
    return copies;
  }

  private static void noteEpoch(
      String target, Optional<Position> copy, TableRecord table, List<String> problems) {
    copy.filter(each -> each.sourceEpoch() != table.sourceEpoch())
        .ifPresent(
            each ->
                problems.add(
                    "%s is of source epoch %d, the table of %d"
                        .formatted(target, each.sourceEpoch(), table.sourceEpoch())));
  }

  private interface Last {
    OptionalLong of(CheckpointLog log) throws IOException;
  }

  private Map<KafkaPartition, Long> ends(Last last, List<String> problems) {
    try {
      CheckpointLog log = checkpoint();
      OptionalLong batch = last.of(log);
      return batch.isPresent() ? log.ends(batch.getAsLong()) : Map.of();
    } catch (FootfallException e) {
      problems.add(e.problem());
      return Map.of();
    } catch (IOException e) {
      throw RuntimeErrors.storage(JobPlan.checkpoint(config, tables.job()), e);
    }
  }
}
