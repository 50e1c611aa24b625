package io.footfall.cli.chaos;

import com.typesafe.config.ConfigUtil;
import io.footfall.cli.chaos.Shop.Sent;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.job.Job;
import io.footfall.cli.job.Jobs;
import io.footfall.cli.output.OutputFile;
import io.footfall.cli.run.LocalSpark;
import io.footfall.generator.kafka.KafkaTarget;
import io.footfall.generator.kafka.Topics;
import io.footfall.offsets.core.OffsetStore;
import io.footfall.offsets.publish.OffsetStores;
import io.footfall.runtime.spark.JobPlan;
import io.footfall.schema.core.config.ConfigLoader;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.kafka.KafkaClientSettings;
import io.footfall.schema.spark.Tables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Lets drivers die, one after the other, while a shop sends events and others look on; then lets
 * the jobs catch up and compares their tables with what was sent.
 */
public final class Chaos {
  private static final int PARTITIONS = 4;

  /** From so many faults on a run is shorter with one driver more, from which the others gain. */
  private static final int WORTH_A_WARM_UP = 8;

  /** Merges follow each other, so that a kill hits one. */
  private static final String SETTINGS =
      """
      footfall.data-dir = %s
      kafka.bootstrap.servers = %s
      footfall.metrics.port = 0
      footfall.report.trigger = 1 second
      """;

  /** Spark of those who look on. */
  private static final String LOOKING_ON = "local[1]";

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
   * @param faults what happens to the driver, in this order
   * @param jobs those that the driver runs; ingest among them, with whose tables others are
   *     compared
   * @param seed of the events
   * @param rate records a second
   * @param events how many records are sent at least
   */
  public record Options(List<Fault> faults, List<Job> jobs, long seed, long rate, long events) {
    public Options {
      faults = List.copyOf(faults);
      jobs = List.copyOf(jobs);
    }

    /** With the faults that a plan gives. */
    public static Options of(FaultPlan plan, List<Job> jobs, long rate, long events) {
      return new Options(plan.faults(), jobs, plan.seed(), rate, events);
    }

    private List<String> names() {
      return jobs.stream().map(Job::name).toList();
    }
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
      Histories histories = Histories.of(config, options.jobs());
      Drivers drivers =
          new Drivers(
              folder,
              Jobs.names(options.jobs()),
              DriverClasses.in(folder.resolve("classes")),
              folder.resolve("drivers.log"));
      if (options.faults().size() >= WORTH_A_WARM_UP) {
        drivers.warmUp();
      }
      Saboteur saboteur =
          new Saboteur(
              drivers,
              new Troubles(broker, shop, target, job -> JobPlan.checkpoint(config, job)),
              histories);
      try (LocalSpark spark = LocalSpark.open(config, Optional.of(LOOKING_ON), invocation);
          Watch watch = watch(spark, config, broker, histories)) {
        List<Inflicted> faults = new ArrayList<>();
        List<CheckedAfter> checks = new ArrayList<>();
        for (Fault fault : options.faults()) {
          faults.add(saboteur.inflict(fault));
          checks.add(CheckedAfter.of(spark.session(), config, watch, histories));
          tell(faults, checks, options.faults().size());
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
            Recovery.of(faults, histories),
            sent,
            Verdict.of(spark.session(), config, histories, sent, ids),
            options.names().stream().map(job -> Audited.of(job, spark.session(), config)).toList(),
            watch.finish(),
            folder.toString());
      }
    }
  }

  private static Watch watch(
      LocalSpark spark, FootfallConfig config, Broker broker, Histories histories) {
    Map<String, OffsetStore> published = new TreeMap<>();
    for (String job : histories.ofTopic().keySet()) {
      published.put(job, OffsetStores.kafka(config, job, broker.bootstrapServers()));
    }
    return Watch.start(
        published, histories, spark.session(), Tables.EVENTS.path(config.warehouse()));
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
        SETTINGS.formatted(
            ConfigUtil.quoteString(folder.toString()), ConfigUtil.quoteString(bootstrapServers)));
    return ConfigLoader.load(
            Optional.of(file),
            invocation.configEnvironment(),
            Map.of(),
            KafkaClientSettings.names())
        .config();
  }
}
