package io.footfall.cli.chaos;

import com.typesafe.config.ConfigUtil;
import io.footfall.cli.chaos.Shop.Sent;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.job.JobProgress;
import io.footfall.cli.output.OutputFile;
import io.footfall.cli.run.LocalSpark;
import io.footfall.generator.kafka.KafkaTarget;
import io.footfall.generator.kafka.Topics;
import io.footfall.ingest.IngestJob;
import io.footfall.localkafka.LocalKafka;
import io.footfall.runtime.spark.RunMode;
import io.footfall.runtime.spark.RunningJob;
import io.footfall.schema.core.config.ConfigLoader;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.kafka.KafkaClientSettings;
import io.footfall.schema.spark.Tables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets drivers of the ingest job die, one after the other, while a shop sends events; then lets the
 * job catch up and compares its tables with what was sent.
 */
public final class Chaos {
  private static final int PARTITIONS = 4;

  private final Path folder;
  private final Invocation invocation;

  /**
   * A run.
   *
   * @param folder for everything; empty
   */
  public Chaos(Path folder, Invocation invocation) {
    this.folder = folder.toAbsolutePath().normalize();
    this.invocation = invocation;
  }

  /**
   * What to do.
   *
   * @param plan what happens to the driver, in this order
   * @param seed of the events
   * @param rate records a second
   * @param events how many records are sent at least
   */
  public record Options(List<Fault> plan, long seed, long rate, long events) {
    public Options {
      plan = List.copyOf(plan);
    }
  }

  /**
   * Options with the plan that the seed gives.
   *
   * @param kills how many drivers are killed at random moments
   * @param failpoints whether each failpoint is hit, once and twice in a row
   */
  public static Options seeded(int kills, boolean failpoints, long seed, long rate, long events) {
    return new Options(FaultPlan.of(kills, failpoints, seed), seed, rate, events);
  }

  /** Runs it all; takes some ten seconds for each fault. */
  public ChaosResult run(Options options) throws InterruptedException {
    try (LocalKafka kafka = LocalKafka.start(LocalKafka.Options.in(folder.resolve("kafka")))) {
      FootfallConfig config = configure(kafka.bootstrapServers());
      KafkaTarget target =
          new KafkaTarget(
              kafka.bootstrapServers(), config.kafka().topic(), config.kafka().clientOptions());
      Topics.ensureTopic(target, PARTITIONS);
      Path ids = folder.resolve("sent-ids.txt");
      Shop shop = Shop.open(target, options.rate(), options.events(), options.seed(), ids);
      DeltaVersions events = new DeltaVersions(Path.of(Tables.EVENTS.path(config.warehouse())));
      List<Inflicted> faults = inflict(options, shop, events);
      invocation.say("footfall: no more faults; the job catches up");
      Sent sent = shop.close();
      try (LocalSpark spark = LocalSpark.open(config, Optional.empty(), invocation)) {
        catchUp(spark, config, kafka.bootstrapServers());
        return new ChaosResult(
            options.seed(),
            faults,
            recoveries(faults, events),
            sent,
            Verdict.of(
                spark.session(),
                config.warehouse(),
                config.pipeline(),
                config.kafka().topic(),
                sent,
                ids),
            folder.toString());
      }
    }
  }

  /** The drivers find the broker, and each other's data, by this file. */
  private FootfallConfig configure(String bootstrapServers) {
    Path file = folder.resolve("footfall.conf");
    OutputFile.write(
        file,
        "footfall.data-dir = %s%nkafka.bootstrap.servers = %s"
            .formatted(
                ConfigUtil.quoteString(folder.toString()),
                ConfigUtil.quoteString(bootstrapServers)));
    return ConfigLoader.load(
            Optional.of(file),
            invocation.configEnvironment(),
            Map.of(),
            KafkaClientSettings.names())
        .config();
  }

  private List<Inflicted> inflict(Options options, Shop shop, DeltaVersions events)
      throws InterruptedException {
    Saboteur saboteur =
        new Saboteur(folder, folder.resolve("drivers.log"), events, invocation.clock());
    List<Fault> plan = options.plan();
    List<Inflicted> faults = new ArrayList<>();
    for (Fault fault : plan) {
      Inflicted inflicted = saboteur.inflict(fault);
      faults.add(inflicted);
      invocation.say(
          "footfall: fault %d of %d: %s: %s%s"
              .formatted(
                  faults.size(),
                  plan.size(),
                  fault.text(),
                  inflicted.happened() ? "" : "DID NOT HAPPEN, ",
                  inflicted.detail()));
      shop.requireOpen();
    }
    return faults;
  }

  private static void catchUp(LocalSpark spark, FootfallConfig config, String bootstrapServers) {
    try (RunningJob job =
        IngestJob.start(
            spark.session(),
            IngestJob.plan(spark.session(), config, bootstrapServers),
            RunMode.AVAILABLE_NOW,
            new JobProgress())) {
      job.awaitEnd();
    }
  }

  private static List<Optional<Long>> recoveries(List<Inflicted> faults, DeltaVersions events) {
    List<Optional<Long>> recoveries = new ArrayList<>();
    for (int i = 0; i < faults.size(); i++) {
      Inflicted fault = faults.get(i);
      boolean nextCommitted =
          i + 1 < faults.size() && faults.get(i + 1).version() > fault.version();
      recoveries.add(
          nextCommitted && fault.happened()
              ? events
                  .time(fault.version() + 1)
                  .map(commit -> Duration.between(fault.at(), commit).toMillis())
              : Optional.empty());
    }
    return recoveries;
  }
}
