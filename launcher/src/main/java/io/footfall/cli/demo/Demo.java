package io.footfall.cli.demo;

import io.footfall.cli.context.CliErrors;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.output.ProgressBar;
import io.footfall.cli.run.IngestProgress;
import io.footfall.cli.run.LocalBroker;
import io.footfall.generator.core.GeneratorSpec;
import io.footfall.generator.kafka.EventProducer;
import io.footfall.generator.kafka.SendResult;
import io.footfall.ingest.spark.OffsetAudit;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.runtime.spark.SupervisedJob;
import io.footfall.schema.core.config.FootfallConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;

/** One run of generator and jobs side by side, and the comparison afterwards. */
public final class Demo {
  private static final Duration CATCH_UP = Duration.ofMinutes(3);
  private static final long REFRESH_MILLIS = 200;

  /** The JIT compiler dominates the first seconds: other events pass through the job before. */
  private static final long WARM_UP_SECONDS = 8;

  private static final long MOST_WARM_UP_EVENTS = 40_000;

  private final FootfallConfig config;
  private final LocalBroker broker;
  private final SparkSession spark;
  private final Invocation invocation;

  public Demo(
      FootfallConfig config, LocalBroker broker, SparkSession spark, Invocation invocation) {
    this.config = config;
    this.broker = broker;
    this.spark = spark;
    this.invocation = invocation;
  }

  /**
   * Sends events that do not count, so that latency is that of a job which has run for a while:
   * some seconds at the given rate, and never more than are measured afterwards.
   *
   * @throws io.footfall.schema.core.error.FootfallException when the job fails or does not catch up
   */
  public void warmUp(GeneratorSpec spec, SupervisedJob job, IngestProgress progress) {
    long rate = spec.rate() == 0 ? MOST_WARM_UP_EVENTS : spec.rate();
    long paced = Math.min(rate, MOST_WARM_UP_EVENTS) * WARM_UP_SECONDS;
    long events = Math.min(spec.events(), Math.min(paced, MOST_WARM_UP_EVENTS));
    send("warm-up", spec.withEvents(events).withSeed(~spec.seed()), job, progress);
  }

  /**
   * Sends while the job runs, waits until all is committed, compares.
   *
   * @throws io.footfall.schema.core.error.FootfallException when the job fails or does not catch up
   */
  public DemoResult run(GeneratorSpec spec, SupervisedJob job, IngestProgress progress) {
    SendResult sent = send("sent", spec, job, progress);
    invocation.say("footfall: all is committed; comparing the tables with what was sent");
    Map<KafkaPartition, OffsetRange> offsets = offsets(sent);
    return new DemoResult(
        sent,
        offsets,
        OffsetAudit.run(spark, config.warehouse(), config.pipeline()),
        Found.in(spark, config.warehouse(), offsets),
        Latency.of(spark, config.warehouse(), offsets),
        config.warehouse());
  }

  private SendResult send(
      String label, GeneratorSpec spec, SupervisedJob job, IngestProgress progress) {
    SendResult sent;
    try (ProgressBar bar = bar(label, spec.events())) {
      sent =
          EventProducer.run(spec, broker.target(config), state -> bar.update(state.acknowledged()));
    }
    awaitCommitted(offsets(sent), job, progress);
    return sent;
  }

  private void awaitCommitted(
      Map<KafkaPartition, OffsetRange> offsets, SupervisedJob job, IngestProgress progress) {
    Instant deadline = invocation.clock().instant().plus(CATCH_UP);
    while (!progress.reached(offsets)) {
      if (job.awaitEnd(REFRESH_MILLIS) || invocation.clock().instant().isAfter(deadline)) {
        throw CliErrors.notCaughtUp(CATCH_UP.toSeconds(), config.warehouse());
      }
    }
  }

  private Map<KafkaPartition, OffsetRange> offsets(SendResult sent) {
    Map<KafkaPartition, OffsetRange> offsets = new TreeMap<>();
    sent.acks()
        .forEach(
            (partition, ack) ->
                offsets.put(
                    new KafkaPartition(config.kafka().topic(), partition),
                    new OffsetRange(ack.firstOffset(), ack.lastOffset() + 1)));
    return offsets;
  }

  private ProgressBar bar(String label, long total) {
    return new ProgressBar(
        invocation.err(), invocation.errIsTerminal(), invocation.clock(), label, total);
  }
}
