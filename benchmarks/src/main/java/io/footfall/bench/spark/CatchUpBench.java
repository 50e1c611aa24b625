package io.footfall.bench.spark;

import io.footfall.bench.core.BatchTime;
import io.footfall.bench.core.BenchErrors;
import io.footfall.bench.core.CatchUp;
import io.footfall.bench.core.CatchUpResult;
import io.footfall.bench.core.Machine;
import io.footfall.generator.core.GeneratorSpec;
import io.footfall.generator.core.Truth;
import io.footfall.generator.kafka.EventProducer;
import io.footfall.generator.kafka.ProgressListener;
import io.footfall.runtime.spark.RunMode;
import io.footfall.schema.core.config.FootfallConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/** How fast a full topic is read to its end, entrant after entrant, round after round. */
public final class CatchUpBench {
  private static final String TOPIC = "catch-up";
  private static final String WARM_UP_TOPIC = "warm-up";
  private static final long LARGEST_WARM_UP = 500_000;
  private static final long SMALLEST_WARM_UP = 10_000;

  private final SparkSession spark;
  private final Stage stage;
  private final Consumer<String> say;

  /**
   * @param say takes lines for people who wait
   */
  public CatchUpBench(SparkSession spark, Stage stage, Consumer<String> say) {
    this.spark = spark;
    this.stage = stage;
    this.say = say;
  }

  /**
   * What to measure.
   *
   * @param benchmark such as {@code ingest}
   * @param entrants in the order of the first round
   * @param spec what the topic holds; rate and broken records do not count: it is filled as fast as
   *     the broker takes it, with valid records only, so that tables can be compared
   */
  public record Options(String benchmark, List<Entrant> entrants, GeneratorSpec spec, int rounds) {
    public Options {
      entrants = List.copyOf(entrants);
      if (spec.events() < 1) {
        throw BenchErrors.badOption("events", spec.events(), "1 or more");
      }
      if (rounds < 1) {
        throw BenchErrors.badOption("rounds", rounds, "1 or more");
      }
      spec =
          spec.withRate(0)
              .withRatios(spec.lateRatio(), spec.tooLateRatio(), spec.duplicateRatio(), 0);
    }
  }

  /** Fills the topics, discards a round on the small one, then measures. */
  public CatchUpResult run(Options options, Clock clock) {
    Machine machine = Machine.here(clock);
    machine.warning().ifPresent(say);
    long events = options.spec().events();
    long warmUp = Math.min(LARGEST_WARM_UP, Math.max(SMALLEST_WARM_UP, events / 8));
    Truth small = fill(WARM_UP_TOPIC, options.spec().withEventsInSameTime(warmUp));
    Truth full = fill(TOPIC, options.spec());
    say.accept("warm-up: a round of %,d events, discarded".formatted(warmUp));
    for (Entrant entrant : options.entrants()) {
      measure(entrant, 0, WARM_UP_TOPIC, small);
      entrant.contender().warm();
    }
    List<CatchUp> runs = new ArrayList<>();
    for (int round = 1; round <= options.rounds(); round++) {
      for (Entrant entrant : order(options.entrants(), round)) {
        CatchUp run = measure(entrant, round, TOPIC, full);
        say.accept(
            String.format(
                Locale.ROOT,
                "round %d of %d, %s: %.1f s, %,.0f events/s",
                round,
                options.rounds(),
                entrant.variant().key(),
                run.seconds(),
                run.eventsPerSecond()));
        runs.add(run);
      }
    }
    return new CatchUpResult(options.benchmark(), machine, events, Stage.PARTITIONS, warmUp, runs);
  }

  /** Back and forth, so that a machine that grows faster or slower favours nobody. */
  private static List<Entrant> order(List<Entrant> entrants, int round) {
    List<Entrant> order = new ArrayList<>(entrants);
    if (round % 2 == 0) {
      Collections.reverse(order);
    }
    return order;
  }

  private Truth fill(String topic, GeneratorSpec spec) {
    say.accept("filling topic %s with %,d events".formatted(topic, spec.events()));
    return EventProducer.run(spec, stage.topic(topic), ProgressListener.NONE).truth();
  }

  private CatchUp measure(Entrant entrant, int round, String topic, Truth truth) {
    String name = topic + "-" + round + "-" + entrant.variant().key();
    Contender contender = entrant.contender();
    FootfallConfig config = stage.config(name, topic, contender.settings());
    CpuMeter cpu = stage.cpu();
    System.gc(); // what the run before left behind is not this one's to clean
    try (BatchTimes times = BatchTimes.of(spark)) {
      CpuMeter.Reading before = cpu.now();
      long start = System.nanoTime();
      List<BatchTime> batches;
      double startSeconds;
      double seconds;
      CpuMeter.Reading used;
      Duration onlookers;
      try (Contender.Running running =
          contender.start(spark, config, stage.bootstrapServers(), RunMode.AVAILABLE_NOW)) {
        startSeconds = (System.nanoTime() - start) / 1e9;
        running.awaitEnd();
        seconds = (System.nanoTime() - start) / 1e9;
        used = cpu.now().since(before);
        onlookers = running.onlookersCpu();
        batches = times.after(running.queries());
      }
      DataFolder data = DataFolder.of(stage.warehouse(name));
      return new CatchUp(
          entrant.variant(),
          round,
          truth.produced(),
          seconds,
          startSeconds,
          CpuMeter.seconds(used.own().minus(onlookers)),
          CpuMeter.seconds(used.broker()),
          batches.size(),
          data.files(),
          data.bytes(),
          contender.verify(spark, config, truth));
    } finally {
      stage.drop(name);
    }
  }
}
