package io.footfall.cli.demo;

import io.footfall.cli.context.CliErrors;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.job.RunningJobs;
import io.footfall.cli.output.ProgressBar;
import io.footfall.cli.run.LocalBroker;
import io.footfall.generator.core.GeneratedRecord;
import io.footfall.generator.core.GeneratorSpec;
import io.footfall.generator.kafka.EventProducer;
import io.footfall.generator.kafka.SendResult;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.schema.core.config.FootfallConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/** One run of generator and jobs side by side, and the comparison afterwards. */
public final class Demo {
  private static final Duration CATCH_UP = Duration.ofMinutes(3);
  private static final long REFRESH_MILLIS = 200;

  /** The JIT compiler dominates the first seconds: other events pass through the jobs before. */
  private static final long WARM_UP_SECONDS = 8;

  private static final long MOST_WARM_UP_EVENTS = 40_000;

  private final FootfallConfig config;
  private final LocalBroker broker;
  private final SparkSession spark;
  private final Invocation invocation;
  private final List<DemoSection> sections;

  /**
   * @param sections opened before the jobs were started
   */
  public Demo(
      FootfallConfig config,
      LocalBroker broker,
      SparkSession spark,
      Invocation invocation,
      List<DemoSection> sections) {
    this.config = config;
    this.broker = broker;
    this.spark = spark;
    this.invocation = invocation;
    this.sections = List.copyOf(sections);
  }

  /**
   * Sends events that do not count, so that latency is that of jobs which have run for a while,
   * then those that do; waits until every job has committed all; compares.
   *
   * @param lastEvent largest event time of an earlier demo in this folder
   * @throws io.footfall.schema.core.error.FootfallException when a job fails or does not catch up
   */
  public DemoResult run(GeneratorSpec spec, RunningJobs jobs, Optional<Instant> lastEvent) {
    EventTimes times = EventTimes.of(warmUp(spec), spec, invocation.clock().instant(), lastEvent);
    send("warm-up", times.warmUp(), jobs, DemoSection::warmUp);
    SendResult sent = send("sent", times.run(), jobs, DemoSection::sent);
    invocation.say("footfall: all is committed; comparing the tables with what was sent");
    DemoRun run = DemoRun.of(spark, config, sent);
    List<SectionResult> results = new ArrayList<>();
    sections.forEach(section -> results.add(section.compare(run)));
    return new DemoResult(sent, results, config.warehouse());
  }

  /** Some seconds at the given rate, and never more than are measured afterwards. */
  private static GeneratorSpec warmUp(GeneratorSpec spec) {
    long rate = spec.rate() == 0 ? MOST_WARM_UP_EVENTS : spec.rate();
    long paced = Math.min(rate, MOST_WARM_UP_EVENTS) * WARM_UP_SECONDS;
    long events = Math.min(spec.events(), Math.min(paced, MOST_WARM_UP_EVENTS));
    return spec.withEvents(events).withSeed(~spec.seed());
  }

  private interface Telling {
    void tell(DemoSection section, GeneratedRecord record);
  }

  private SendResult send(String label, GeneratorSpec spec, RunningJobs jobs, Telling telling) {
    SendResult sent;
    List<Consumer<GeneratedRecord>> observers = new ArrayList<>();
    sections.forEach(section -> observers.add(record -> telling.tell(section, record)));
    try (ProgressBar bar = bar(label, spec.events())) {
      sent =
          EventProducer.run(
              spec, broker.target(config), state -> bar.update(state.acknowledged()), observers);
    }
    awaitCommitted(DemoRun.offsets(config, sent), jobs);
    return sent;
  }

  private void awaitCommitted(Map<KafkaPartition, OffsetRange> offsets, RunningJobs jobs) {
    Instant deadline = invocation.clock().instant().plus(CATCH_UP);
    while (!jobs.reached(offsets)) {
      boolean ended = jobs.awaitEnd(REFRESH_MILLIS);
      jobs.failure()
          .ifPresent(
              failure -> {
                throw failure;
              });
      if (ended || invocation.clock().instant().isAfter(deadline)) {
        throw CliErrors.notCaughtUp(CATCH_UP.toSeconds(), config.warehouse());
      }
    }
  }

  private ProgressBar bar(String label, long total) {
    return new ProgressBar(
        invocation.err(), invocation.errIsTerminal(), invocation.clock(), label, total);
  }
}
