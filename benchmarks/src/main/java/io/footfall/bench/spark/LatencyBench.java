package io.footfall.bench.spark;

import io.footfall.bench.core.BatchTime;
import io.footfall.bench.core.BenchErrors;
import io.footfall.bench.core.HealthMark;
import io.footfall.bench.core.Latencies;
import io.footfall.bench.core.LatencyResult;
import io.footfall.bench.core.LatencyRun;
import io.footfall.bench.core.Machine;
import io.footfall.bench.core.TableGrowth;
import io.footfall.generator.core.GeneratorSpec;
import io.footfall.generator.kafka.KafkaTarget;
import io.footfall.generator.kafka.SendResult;
import io.footfall.runtime.spark.RunMode;
import io.footfall.schema.core.config.FootfallConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/** How long records take until a reader of the tables can see them, at a given rate. */
public final class LatencyBench {
  private static final Duration LOOK = Duration.ofMillis(100);

  private final SparkSession spark;
  private final Stage stage;
  private final Consumer<String> say;

  /**
   * @param say takes lines for people who wait
   */
  public LatencyBench(SparkSession spark, Stage stage, Consumer<String> say) {
    this.spark = spark;
    this.stage = stage;
    this.say = say;
  }

  /**
   * What to measure.
   *
   * @param rate records per second
   * @param users how many there are to choose from
   * @param warmUp at the start of every run, discarded
   * @param duration measured after it
   * @param heapCheck a full collection each minute, to see what stays
   */
  public record Options(
      long rate,
      int users,
      Duration warmUp,
      Duration duration,
      int rounds,
      boolean heapCheck,
      long seed) {
    public Options {
      if (rate < 1) {
        throw BenchErrors.badOption("rate", rate, "1 or more events per second");
      }
      if (duration.toSeconds() < 1) {
        throw BenchErrors.badOption("duration", duration.toSeconds(), "1 second or more");
      }
      if (warmUp.isNegative()) {
        throw BenchErrors.badOption("warm-up", warmUp.toSeconds(), "0 seconds or more");
      }
      if (rounds < 1) {
        throw BenchErrors.badOption("rounds", rounds, "1 or more");
      }
    }

    private GeneratorSpec spec() {
      return GeneratorSpec.defaults()
          .withRate(rate)
          .withEvents(rate * (warmUp.toSeconds() + duration.toSeconds()))
          .withUsers(users)
          .withSeed(seed);
    }
  }

  /** One contender after the other, round after round; every second one in reverse order. */
  public LatencyResult run(Options options, List<? extends Contender> contenders, Clock clock) {
    Machine machine = Machine.here(clock);
    machine.warning().ifPresent(say);
    List<LatencyRun> runs = new ArrayList<>();
    List<Contender> order = new ArrayList<>(contenders);
    for (int round = 1; round <= options.rounds(); round++, Collections.reverse(order)) {
      for (Contender contender : order) {
        say.accept(
            "round %d of %d, %s: %,d events/s for %d s after %d s of warm-up, discarded"
                .formatted(
                    round,
                    options.rounds(),
                    contender.name(),
                    options.rate(),
                    options.duration().toSeconds(),
                    options.warmUp().toSeconds()));
        runs.add(run(options, contender, round));
      }
    }
    return new LatencyResult(machine, options.rate(), options.warmUp(), options.duration(), runs);
  }

  private LatencyRun run(Options options, Contender contender, int round) {
    String name = "latency-" + round + "-" + contender.name();
    KafkaTarget topic = stage.topic(name);
    FootfallConfig config = stage.config(name, name);
    List<Path> tables =
        contender.tables().stream()
            .map(table -> stage.warehouse(name).resolve(table.name()))
            .toList();
    System.gc(); // what the run before left behind is not this one's to clean
    try (BatchTimes times = BatchTimes.of(spark);
        VersionPoller poller = VersionPoller.watch(tables)) {
      Load load;
      List<BatchTime> batches;
      try (Contender.Running running =
          contender.start(spark, config, stage.bootstrapServers(), RunMode.CONTINUOUS)) {
        load = load(options, topic, running);
        SendResult sent = load.sent();
        running.queries().forEach(query -> CaughtUp.await(query, sent));
        running.close();
        batches = times.after(running.queries());
      }
      Map<Path, VersionPoller.Seen> seen = poller.finish();
      contender.verify(spark, config, load.sent().truth());
      return result(
          options,
          contender,
          round,
          load,
          batches,
          byTable(contender, name, seen, load),
          growth(contender, name, seen, load));
    } finally {
      stage.drop(name);
    }
  }

  /**
   * What the generator did, and what it cost.
   *
   * @param from end of the warm-up
   * @param cpu of this process and the broker, from then to the last record
   */
  private record Load(
      SendResult sent,
      Instant from,
      Instant until,
      CpuMeter.Reading cpu,
      Duration generatorCpu,
      Duration reportCpu,
      List<HealthMonitor.Mark> marks) {}

  private Load load(Options options, KafkaTarget topic, Contender.Running running) {
    CpuMeter cpu = stage.cpu();
    HealthMonitor health = new HealthMonitor(options.heapCheck());
    CpuMeter.Reading start = cpu.now();
    Duration generatorStart = Duration.ZERO;
    Duration reportStart = running.reportCpu();
    boolean warm = false;
    try (OpenLoop loop = OpenLoop.start(options.spec(), topic)) {
      while (true) {
        var sent = loop.await(LOOK);
        if (sent.isPresent()) {
          Instant from = sent.get().sendStart().plus(options.warmUp());
          Duration measured = options.duration();
          health.look(measured);
          return new Load(
              sent.get(),
              from,
              from.plus(measured),
              cpu.now().since(start),
              loop.cpu().minus(generatorStart),
              running.reportCpu().minus(reportStart),
              health.marks());
        }
        requireAlive(running);
        if (!warm && loop.elapsed().compareTo(options.warmUp()) >= 0) {
          warm = true;
          start = cpu.now();
          generatorStart = loop.cpu();
          reportStart = running.reportCpu();
        }
        health.look(loop.elapsed().minus(options.warmUp()));
      }
    }
  }

  private static void requireAlive(Contender.Running running) {
    if (running.queries().stream().anyMatch(query -> !query.isActive())) {
      running.awaitEnd(); // throws the reason
      throw BenchErrors.failed(
          "a query", new IllegalStateException("it ended before the generator did"));
    }
  }

  private Map<String, Latencies.Summary> byTable(
      Contender contender, String run, Map<Path, VersionPoller.Seen> seen, Load load) {
    Map<String, Latencies.Summary> summaries = new TreeMap<>();
    for (Contender.WatchedTable table : contender.tables()) {
      Path path = stage.warehouse(run).resolve(table.name());
      Map<String, Long> files = seen.get(path).fileMillis();
      if (table.timestampColumn().isPresent()) {
        summaries.put(
            table.name(), Weighing.of(spark, path, table, files, load.from(), load.until()));
      }
    }
    return summaries;
  }

  private Map<String, TableGrowth> growth(
      Contender contender, String run, Map<Path, VersionPoller.Seen> seen, Load load) {
    Map<String, TableGrowth> growth = new TreeMap<>();
    for (Contender.WatchedTable table : contender.tables()) {
      Path path = stage.warehouse(run).resolve(table.name());
      growth.put(
          table.name(), Commit.growth(path, seen.get(path).commits(), load.from(), load.until()));
    }
    return growth;
  }

  private static LatencyRun result(
      Options options,
      Contender contender,
      int round,
      Load load,
      List<BatchTime> all,
      Map<String, Latencies.Summary> byTable,
      Map<String, TableGrowth> growth) {
    List<BatchTime> batches =
        all.stream().filter(batch -> !batch.start().isBefore(load.from())).toList();
    List<HealthMark> marks =
        load.marks().stream().map(mark -> mark.with(batches, load.from())).toList();
    return new LatencyRun(
        contender.name(),
        round,
        byTable,
        growth,
        batches,
        load.sent().maxBehind(),
        CpuMeter.seconds(options.duration()),
        CpuMeter.seconds(load.cpu().own().minus(load.generatorCpu())),
        CpuMeter.seconds(load.cpu().broker()),
        CpuMeter.seconds(load.generatorCpu()),
        CpuMeter.seconds(load.reportCpu()),
        marks);
  }
}
