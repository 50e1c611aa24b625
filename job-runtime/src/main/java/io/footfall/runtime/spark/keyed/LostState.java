package io.footfall.runtime.spark.keyed;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.offsets.core.RecordedOffsets;
import io.footfall.offsets.kafka.TopicReader;
import io.footfall.runtime.core.RuntimeErrors;
import io.footfall.runtime.core.keyed.BatchTime;
import io.footfall.runtime.core.keyed.KeyedRun;
import io.footfall.runtime.core.keyed.RebuildPlan;
import io.footfall.runtime.spark.JobPlan;
import io.footfall.runtime.spark.state.RunFacts;
import io.footfall.schema.spark.Tables;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rebuilds the states of a job whose checkpoint is lost, before its query starts. */
final class LostState {
  private static final Logger LOG = LoggerFactory.getLogger(LostState.class);

  private final SparkSession spark;
  private final KeyedJob job;
  private final JobPlan plan;

  LostState(SparkSession spark, KeyedJob job, JobPlan plan) {
    this.spark = spark;
    this.job = job;
    this.plan = plan;
  }

  /** What became of it. */
  enum Outcome {
    /** No state is needed. */
    EMPTY,
    /** The states stand beside the checkpoint, for the first batch. */
    REBUILT,
    /** They cannot be had, and the configuration accepts it. */
    LOST
  }

  /**
   * Rebuilds.
   *
   * @param recorded what the authority has recorded
   * @param time the watermark of its last commit
   * @param input reads the topic
   * @param run the one that begins
   * @throws io.footfall.schema.core.error.FootfallException when events that the state needs are
   *     gone, and that is not accepted
   */
  Outcome rebuild(RecordedOffsets recorded, BatchTime time, KeyedInput input, KeyedRun run) {
    StateNeed.Events need = job.need().at(spark, plan.config().warehouse(), time);
    if (need.fromMicros() == Long.MAX_VALUE) {
      return Outcome.EMPTY;
    }
    RebuildPlan sources = sources(recorded, need.fromMicros());
    if (!sources.missing().isEmpty()) {
      if (plan.config().source().acceptStateLoss()) {
        LOG.warn(
            "{}: goes on without the state that it had: {}",
            job.name(),
            String.join("; ", sources.missing()));
        return Outcome.LOST;
      }
      throw RuntimeErrors.stateUnreachable(job.name(), String.join("; ", sources.missing()));
    }
    LOG.info(
        "{}: the checkpoint is lost; rebuilds the state from {} offsets of the topic and {} of"
            + " events",
        job.name(),
        size(sources.topic()),
        size(sources.events()));
    new PastEvents(spark, job, plan, input, run)
        .states(sources, need, time)
        .write()
        .mode("overwrite")
        .parquet(RunFacts.initialStateFolder(plan.checkpoint()));
    return Outcome.REBUILT;
  }

  private RebuildPlan sources(RecordedOffsets recorded, long fromMicros) {
    try (TopicReader topic = topic(plan)) {
      Map<KafkaPartition, OffsetRange> held = topic.ranges(plan.config().kafka().topic());
      Map<KafkaPartition, Long> since =
          topic.firstAtOrAfter(recorded.partitions().keySet(), kafkaMillis(fromMicros));
      return RebuildPlan.of(recorded, held, since, events());
    }
  }

  /** An event is at most this much later than its record, or it would be none. */
  private long kafkaMillis(long eventMicros) {
    Optional<Duration> ahead = plan.config().mapping().maxAhead();
    long millis = Math.floorDiv(Math.max(0, eventMicros), 1_000);
    return ahead.isEmpty() ? 0 : Math.max(0, millis - ahead.get().toMillis());
  }

  private RecordedOffsets events() {
    return JobPlan.look(spark, plan.config(), "ingest", Tables.EVENTS).offsets();
  }

  static TopicReader topic(JobPlan plan) {
    return TopicReader.connect(
        plan.bootstrapServers(), plan.config().kafka().clientOptions(), Duration.ofSeconds(10));
  }

  private static long size(Map<KafkaPartition, OffsetRange> ranges) {
    return ranges.values().stream().mapToLong(OffsetRange::size).sum();
  }
}
