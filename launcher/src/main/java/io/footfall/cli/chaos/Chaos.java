package io.footfall.cli.chaos;

import com.typesafe.config.ConfigUtil;
import io.footfall.cli.chaos.Shop.Sent;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.output.OutputFile;
import io.footfall.cli.run.LocalSpark;
import io.footfall.generator.kafka.KafkaTarget;
import io.footfall.generator.kafka.Topics;
import io.footfall.ingest.spark.IngestTables;
import io.footfall.ingest.spark.OffsetAudit;
import io.footfall.offsets.core.TxnIds;
import io.footfall.offsets.publish.OffsetStores;
import io.footfall.runtime.spark.JobPlan;
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
 * Lets drivers die, one after the other, while a shop sends events and others look on; then lets
 * the jobs catch up and compares their tables with what was sent.
 */
public final class Chaos {
  private static final int PARTITIONS = 4;

  /** For those who look on: the drivers need the others. */
  private static final String ONE_CORE = "local[1]";

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
   * @param troubles whether broker, checkpoint, producers and topic make trouble, too
   */
  public static Options seeded(
      int kills, boolean failpoints, boolean troubles, long seed, long rate, long events) {
    return new Options(FaultPlan.of(kills, failpoints, troubles, seed), seed, rate, events);
  }

  /** Runs it all; takes some ten seconds for each fault. */
  public ChaosResult run(Options options) throws InterruptedException {
    try (Broker broker = Broker.start(folder.resolve("kafka"))) {
      FootfallConfig config = configure(broker.bootstrapServers());
      KafkaTarget target =
          new KafkaTarget(
              broker.bootstrapServers(), config.kafka().topic(), config.kafka().clientOptions());
      Topics.ensureTopic(target, PARTITIONS);
      Path ids = folder.resolve("sent-ids.txt");
      Shop shop = Shop.open(target, options.rate(), options.events(), options.seed(), ids);
      Path events = Path.of(Tables.EVENTS.path(config.warehouse()));
      DeltaVersions versions = new DeltaVersions(events);
      Drivers drivers = new Drivers(folder, folder.resolve("drivers.log"));
      try (LocalSpark spark = LocalSpark.open(config, Optional.of(ONE_CORE), invocation)) {
        Watch watch =
            Watch.start(
                OffsetStores.kafka(config, IngestTables.JOB, broker.bootstrapServers()),
                new RecordedHistory(events, ids(config)),
                spark.session(),
                events.toString());
        List<Inflicted> faults = new ArrayList<>();
        List<CheckedAfter> checks = new ArrayList<>();
        try (watch) {
          Saboteur saboteur =
              new Saboteur(
                  drivers,
                  new Troubles(broker, shop, target, checkpoints(config), ingest(config)),
                  versions,
                  invocation.clock());
          for (Fault fault : options.plan()) {
            faults.add(saboteur.inflict(fault));
            checks.add(CheckedAfter.of(audit(spark, config), watch));
            tell(faults, checks, options.plan().size());
            shop.requireOpen();
          }
          invocation.say("footfall: no more faults; the jobs catch up");
          Sent sent = shop.close();
          drivers.catchUp();
          watch.close();
          return new ChaosResult(
              options.seed(),
              faults,
              checks,
              recoveries(faults, versions),
              sent,
              Verdict.of(
                  spark.session(),
                  config.warehouse(),
                  config.pipeline(),
                  config.kafka().topic(),
                  sent,
                  ids),
              watch.finish(),
              folder.toString());
        }
      }
    }
  }

  private static TxnIds ids(FootfallConfig config) {
    return new TxnIds(config.pipeline(), IngestTables.JOB, Tables.EVENTS.name());
  }

  private static Path checkpoints(FootfallConfig config) {
    return Path.of(config.checkpointRoot());
  }

  private static Path ingest(FootfallConfig config) {
    return Path.of(JobPlan.checkpoint(config, IngestTables.JOB));
  }

  private static OffsetAudit.Report audit(LocalSpark spark, FootfallConfig config) {
    return OffsetAudit.run(spark.session(), config.warehouse(), config.pipeline());
  }

  private void tell(List<Inflicted> faults, List<CheckedAfter> checks, int planned) {
    Inflicted last = faults.get(faults.size() - 1);
    invocation.say(
        "footfall: fault %d of %d: %s: %s%s; %s"
            .formatted(
                faults.size(),
                planned,
                last.fault().text(),
                last.happened() ? "" : "DID NOT HAPPEN, ",
                last.detail(),
                checks.get(checks.size() - 1).text()));
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
