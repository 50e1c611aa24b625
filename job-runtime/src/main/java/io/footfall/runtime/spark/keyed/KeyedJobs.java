package io.footfall.runtime.spark.keyed;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.runtime.core.Batch;
import io.footfall.runtime.core.BatchCommitter;
import io.footfall.runtime.core.MappingHistory;
import io.footfall.runtime.core.RuntimeErrors;
import io.footfall.runtime.core.keyed.KeyedMarks;
import io.footfall.runtime.spark.BasisStore;
import io.footfall.runtime.spark.JobPlan;
import io.footfall.runtime.spark.KafkaSource;
import io.footfall.runtime.spark.RunMode;
import io.footfall.runtime.spark.RunningJob;
import io.footfall.runtime.spark.sink.BatchListener;
import io.footfall.runtime.spark.sink.JobSink;
import io.footfall.runtime.spark.state.RunFacts;
import io.footfall.schema.core.config.FootfallConfig;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;

/** Plans and starts jobs with state per user. */
public final class KeyedJobs {

  private KeyedJobs() {}

  /**
   * Finds out everything that could be wrong, and writes nothing; the settings that the checkpoint
   * has frozen among it.
   *
   * @param bootstrapServers the configured broker, or the embedded one
   */
  public static JobPlan plan(
      SparkSession spark, FootfallConfig config, String bootstrapServers, KeyedJob job) {
    JobPlan plan =
        JobPlan.make(
            spark, config, job.name(), bootstrapServers, job.authority(), List.of(job.late()));
    try {
      StateGuard.of(spark, job, plan.checkpoint()).check(plan.log());
    } catch (IOException e) {
      throw RuntimeErrors.storage(plan.checkpoint(), e);
    }
    return plan;
  }

  /**
   * Compares a job's own settings with those that its checkpoint has frozen: what {@link #plan}
   * does of it without a session, for a look before a start.
   *
   * @param frozen as in {@link KeyedJob}
   * @throws io.footfall.schema.core.error.FootfallException naming each setting that differs
   */
  public static void requireSettings(
      FootfallConfig config, String job, Map<String, String> frozen, Configuration hadoop)
      throws IOException {
    StateGuard.check(JobPlan.checkpoint(config, job), hadoop, frozen);
  }

  /**
   * Makes the tables that are not there, rebuilds the state if the checkpoint is lost, and starts
   * the query.
   *
   * @param mode {@link RunMode#AVAILABLE_NOW} ends behind the first batch that has the watermark of
   *     all that the topic held at the start, and has emitted what was due by it
   * @throws io.footfall.schema.core.error.FootfallException when the state cannot be rebuilt
   */
  public static RunningJob start(
      SparkSession spark, KeyedJob job, JobPlan plan, RunMode mode, BatchListener listener) {
    try {
      return new Start(spark, job, plan, mode, listener).run();
    } catch (IOException e) {
      throw RuntimeErrors.storage(plan.checkpoint(), e);
    }
  }

  /** One start. */
  private static final class Start {
    private final SparkSession spark;
    private final Configuration hadoop;
    private final KeyedJob job;
    private final JobPlan plan;
    private final RunMode mode;
    private final BatchListener listener;
    private final KeyedTables tables;
    private final BatchCommitter committer;
    private final InputEnd end;
    private final LatestTime latest;

    Start(SparkSession spark, KeyedJob job, JobPlan plan, RunMode mode, BatchListener listener) {
      this.spark = spark;
      this.hadoop = spark.sessionState().newHadoopConf();
      this.job = job;
      this.plan = plan;
      this.mode = mode;
      this.listener = listener;
      this.tables = KeyedTables.open(spark, job, plan);
      this.committer = tables.committer();
      this.end = mode == RunMode.AVAILABLE_NOW ? InputEnd.atFirstLook() : InputEnd.none();
      this.latest = LatestTime.registered(spark.sparkContext());
    }

    RunningJob run() throws IOException {
      boolean hasCheckpoint = plan.log().lastPlannedBatch().isPresent();
      MappingHistory mappings = BasisStore.complete(spark, plan, plan.mappings(spark), committer);
      KeyedInput input = input(mappings, hasCheckpoint ? Map.of() : tables.unfinishedEnds());
      RunFacts facts =
          hasCheckpoint
              ? RunFacts.read(plan.checkpoint(), hadoop).orElse(RunFacts.FIRST)
              : begin(input);
      StateGuard.of(spark, job, plan.checkpoint()).keep();

      String key = KeyedSource.register(input);
      StepFunction step = new StepFunction(job.step().apply(facts.run()), facts.floor());
      RunningJob running =
          RunningJob.start(
              plan,
              KeyedStream.of(events(key), job.lateness(), step, initial(facts)),
              sink(mappings, facts),
              Trigger.ProcessingTime(mode == RunMode.AVAILABLE_NOW ? 0 : job.trigger().toMillis()),
              () -> KeyedSource.unregister(key));
      end.whenOver(running::stopAfterBatch);
      return running;
    }

    private KeyedInput input(MappingHistory mappings, Map<KafkaPartition, Long> firstEnds) {
      return new KeyedInput(
          mappings,
          committer::recorded,
          plan.log(),
          job.packer(),
          plan.config().source().maxOffsetsPerTrigger(),
          () -> LostState.topic(plan),
          firstEnds,
          end,
          latest,
          Clock.systemUTC());
    }

    /** A run without a checkpoint. */
    private RunFacts begin(KeyedInput input) throws IOException {
      RunFacts facts;
      if (tables.isNew()) {
        facts = RunFacts.FIRST;
      } else if (tables.beginEpoch()) {
        facts = RunFacts.ofEpoch(tables.nextGeneration());
      } else {
        facts = new RunBeginning(spark, job, plan, tables).facts(input);
      }
      facts.write(plan.checkpoint(), hadoop);
      return facts;
    }

    /** Until the first batch is done: Spark takes it in that one only. */
    private Optional<Dataset<Row>> initial(RunFacts facts) throws IOException {
      return facts.initialState() && plan.log().lastFinishedBatch().isEmpty()
          ? Optional.of(spark.read().parquet(RunFacts.initialStateFolder(plan.checkpoint())))
          : Optional.empty();
    }

    private Dataset<Row> events(String key) {
      return spark
          .readStream()
          .format(KeyedSource.class.getName())
          .options(
              KafkaSource.options(
                  plan.bootstrapServers(), plan.config().kafka(), plan.start().offsets()))
          .option(KeyedSource.option(), key)
          .load();
    }

    private JobSink sink(MappingHistory mappings, RunFacts facts) {
      return new JobSink(
          plan.config().warehouse(),
          List.of(job.late(), job.authority()),
          committer,
          mappings,
          plan.log(),
          job.rows().apply(facts.run()),
          (batch, timestamp, reports, out) -> {},
          hearing(),
          tables.failpoints(),
          batch ->
              KeyedMarks.of(
                  facts.generation(),
                  facts
                      .floor()
                      .watermarkMillis(plan.log().clocks(batch).watermarkMillis().orElse(0)),
                  Math.max(latest.value(), tables.latestMicros())));
    }

    private BatchListener hearing() {
      BatchListener untilTheEnd =
          new BatchListener() {
            @Override
            public void committed(Batch batch, Map<String, Long> counts) {}

            @Override
            public void passed(Batch batch) {
              end.passed(batch);
            }
          };
      return untilTheEnd.after(listener);
    }
  }
}
