package io.footfall.cli.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.bench.spark.FootfallIngest;
import io.footfall.cli.context.Invocation;
import io.footfall.generator.core.GeneratorSpec;
import io.footfall.generator.kafka.EventProducer;
import io.footfall.generator.kafka.KafkaTarget;
import io.footfall.generator.kafka.ProgressListener;
import io.footfall.generator.kafka.Topics;
import io.footfall.ingest.IngestJob;
import io.footfall.localkafka.LocalKafka;
import io.footfall.runtime.metrics.Monitor;
import io.footfall.runtime.spark.JobPlan;
import io.footfall.runtime.spark.RunMode;
import io.footfall.runtime.spark.Sessions;
import io.footfall.schema.core.config.ConfigLoader;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.core.error.FootfallException;
import io.footfall.schema.spark.Tables;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two jobs in one session, of which one fails for good. */
class RunningJobsIT {
  private static final int RECORDS = 500;

  @TempDir private Path dir;
  private final StringWriter err = new StringWriter();

  @Test
  void aJobThatFailsForGoodLeavesTheOtherRunningAndIsTheOutcome() {
    Invocation invocation =
        Invocation.of(new PrintWriter(new StringWriter()), new PrintWriter(err, true), Map.of());
    try (LocalKafka kafka = LocalKafka.start(LocalKafka.Options.in(dir.resolve("kafka")));
        SparkSession spark = Sessions.open("test", Map.of(), Optional.of("local[2]"))) {
      KafkaTarget topic = new KafkaTarget(kafka.bootstrapServers(), "user_behavior", Map.of());
      Topics.ensureTopic(topic, 2);
      EventProducer.run(
          GeneratorSpec.defaults().withEvents(RECORDS).withRate(0), topic, ProgressListener.NONE);
      FootfallConfig config = config("good");
      Monitor monitor =
          Monitor.start(
              spark, config, List.of("broken", "ingest"), kafka::bootstrapServers, line -> {});
      RunningJobs.Place place =
          new RunningJobs.Place(
              spark,
              config,
              kafka::bootstrapServers,
              RunMode.AVAILABLE_NOW,
              monitor,
              (job, explanation) -> {});
      try (RunningJobs jobs =
          RunningJobs.start(
              List.of(broken(), Jobs.ALL.get(0).concluding(RunningJobsIT::rows)),
              place,
              invocation)) {
        assertThatThrownBy(jobs::awaitEnd)
            .isInstanceOf(FootfallException.class)
            .hasMessageContaining("told to fail");
        assertThat(jobs.conclusions())
            .satisfiesExactly(
                line -> assertThat(line).startsWith("broken has failed after 0 batches"),
                line -> assertThat(line).startsWith("ingest has ended after"));
        assertThat(jobs.remarks()).containsExactly("ingest: rows: " + RECORDS);
        assertThat(jobs.records()).containsEntry("ingest", (long) RECORDS);
      }
    }
  }

  /** Ingest into tables of its own, with a listener that ends the first batch. */
  private Job broken() {
    return Job.ofTopic(
        "broken",
        "nothing",
        (spark, config, servers) -> {
          JobPlan plan = IngestJob.plan(spark, config("bad"), servers);
          return new Job.Planned(
              "from the start",
              (mode, listener) ->
                  IngestJob.start(
                      spark,
                      plan,
                      mode,
                      (batch, counts) -> {
                        throw new IllegalStateException("told to fail");
                      }));
        },
        "none",
        new FootfallIngest());
  }

  private FootfallConfig config(String name) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("footfall.pipeline", name);
    settings.put("footfall.data-dir", dir.resolve(name).toString());
    settings.put("footfall.source.starting-offsets", "earliest");
    settings.put("footfall.metrics.enabled", "false");
    settings.put("footfall.restart.max-restarts", "0");
    return ConfigLoader.load(Optional.empty(), Map.of(), settings).config();
  }

  private static Optional<String> rows(SparkSession spark, FootfallConfig config) {
    long rows =
        count(spark, Tables.EVENTS.path(config.warehouse()))
            + count(spark, Tables.QUARANTINE.path(config.warehouse()));
    return Optional.of("rows: " + rows);
  }

  private static long count(SparkSession spark, String path) {
    return spark.read().format("delta").load(path).count();
  }
}
