package io.footfall.bench.spark;

import io.footfall.bench.core.BatchTime;
import io.footfall.bench.core.BenchErrors;
import io.footfall.bench.core.CatchUp;
import io.footfall.bench.core.IngestResult;
import io.footfall.bench.core.Machine;
import io.footfall.bench.core.Variant;
import io.footfall.generator.core.GeneratorSpec;
import io.footfall.generator.core.Truth;
import io.footfall.generator.kafka.EventProducer;
import io.footfall.generator.kafka.ProgressListener;
import io.footfall.generator.kafka.SendResult;
import io.footfall.runtime.spark.RunMode;
import io.footfall.schema.core.config.FootfallConfig;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/** How fast a full topic is read to its end, variant after variant, round after round. */
public final class IngestBench {
  private static final String TOPIC = "catch-up";
  private static final String WARM_UP_TOPIC = "warm-up";
  private static final long LARGEST_WARM_UP = 500_000;
  private static final long SMALLEST_WARM_UP = 10_000;

  private final SparkSession spark;
  private final Stage stage;
  private final Consumer<String> say;
  private final Map<Variant, Contender> contenders = new EnumMap<>(Variant.class);

  /**
   * @param say takes lines for people who wait
   */
  public IngestBench(SparkSession spark, Stage stage, Consumer<String> say) {
    this.spark = spark;
    this.stage = stage;
    this.say = say;
    contenders.put(Variant.FOOTFALL, new FootfallIngest());
    contenders.put(Variant.FOREACH_BATCH, new ForeachBatchIngest());
    contenders.put(Variant.STOCK, new StockIngest());
    contenders.put(Variant.CEILING, new Ceiling());
  }

  /**
   * What to measure.
   *
   * @param events records in the topic, all of them valid, so that the variants' tables must agree
   * @param candidates whether other ways of writing than Footfall's run too
   */
  public record Options(long events, int rounds, long seed, boolean candidates) {
    public Options {
      if (events < 1) {
        throw BenchErrors.badOption("events", events, "1 or more");
      }
      if (rounds < 1) {
        throw BenchErrors.badOption("rounds", rounds, "1 or more");
      }
    }

    private List<Variant> variants() {
      return Arrays.stream(Variant.values())
          .filter(variant -> candidates || !variant.candidate())
          .toList();
    }
  }

  /** Fills the topics, discards a round on the small one, then measures. */
  public IngestResult run(Options options, Clock clock) {
    Machine machine = Machine.here(clock);
    machine.warning().ifPresent(say);
    long warmUp = Math.min(LARGEST_WARM_UP, Math.max(SMALLEST_WARM_UP, options.events() / 8));
    Truth small = fill(WARM_UP_TOPIC, warmUp, options.seed());
    Truth full = fill(TOPIC, options.events(), options.seed());
    say.accept("warm-up: a round of %,d events, discarded".formatted(warmUp));
    for (Variant variant : options.variants()) {
      measure(variant, 0, WARM_UP_TOPIC, small);
    }
    List<CatchUp> runs = new ArrayList<>();
    for (int round = 1; round <= options.rounds(); round++) {
      for (Variant variant : order(options.variants(), round)) {
        CatchUp run = measure(variant, round, TOPIC, full);
        say.accept(
            String.format(
                Locale.ROOT,
                "round %d of %d, %s: %.1f s, %,.0f events/s",
                round,
                options.rounds(),
                variant.key(),
                run.seconds(),
                run.eventsPerSecond()));
        runs.add(run);
      }
    }
    return new IngestResult(machine, options.events(), Stage.PARTITIONS, warmUp, runs);
  }

  /** Back and forth, so that a machine that grows faster or slower favours nobody. */
  private static List<Variant> order(List<Variant> variants, int round) {
    List<Variant> order = new ArrayList<>(variants);
    if (round % 2 == 0) {
      Collections.reverse(order);
    }
    return order;
  }

  private Truth fill(String topic, long events, long seed) {
    say.accept("filling topic %s with %,d events".formatted(topic, events));
    GeneratorSpec defaults = GeneratorSpec.defaults();
    SendResult sent =
        EventProducer.run(
            defaults
                .withEvents(events)
                .withRate(0)
                .withSeed(seed)
                .withRatios(
                    defaults.lateRatio(), defaults.tooLateRatio(), defaults.duplicateRatio(), 0),
            stage.topic(topic),
            ProgressListener.NONE);
    return sent.truth();
  }

  private CatchUp measure(Variant variant, int round, String topic, Truth truth) {
    String name = topic + "-" + round + "-" + variant.key();
    FootfallConfig config = stage.config(name, topic);
    Contender contender = contenders.get(variant);
    CpuMeter cpu = stage.cpu();
    System.gc(); // what the run before left behind is not this one's to clean
    try (BatchTimes times = BatchTimes.of(spark)) {
      CpuMeter.Reading before = cpu.now();
      long start = System.nanoTime();
      List<BatchTime> batches;
      double startSeconds;
      double seconds;
      CpuMeter.Reading used;
      try (Contender.Running running =
          contender.start(spark, config, stage.bootstrapServers(), RunMode.AVAILABLE_NOW)) {
        startSeconds = (System.nanoTime() - start) / 1e9;
        running.awaitEnd();
        seconds = (System.nanoTime() - start) / 1e9;
        used = cpu.now().since(before);
        batches = times.after(running.queries());
      }
      DataFolder data = DataFolder.of(stage.warehouse(name));
      return new CatchUp(
          variant,
          round,
          truth.produced(),
          seconds,
          startSeconds,
          CpuMeter.seconds(used.own()),
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
