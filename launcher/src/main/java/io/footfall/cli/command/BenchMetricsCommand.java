package io.footfall.cli.command;

import io.footfall.bench.core.CatchUpResult;
import io.footfall.bench.core.Variant;
import io.footfall.bench.core.Variant.Role;
import io.footfall.bench.core.WatchCost;
import io.footfall.bench.spark.CatchUpBench;
import io.footfall.bench.spark.Entrant;
import io.footfall.bench.spark.Stage;
import io.footfall.bench.spark.WatchMeter;
import io.footfall.bench.spark.WatchedIngest;
import io.footfall.cli.bench.BenchView;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.run.LocalSpark;
import io.footfall.generator.core.GeneratorSpec;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code footfall bench metrics}. */
@Command(
    name = "metrics",
    description = {
      "What metrics and the live page cost: ingest with them, scraped every 5 s and with a reader of"
          + " the page, and without; and how long a scrape takes under that load.",
      "Both in turn, in this process, over the same topic; a smaller round goes before and is "
          + "discarded. Exits 1 if rows were lost or doubled."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  footfall bench metrics", "  footfall bench metrics --pairs 3 --events 500000"})
public final class BenchMetricsCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private BenchOptions options;
  @Mixin private OutputOptions output;

  @Option(names = "--events", paramLabel = "N", description = "In the topic (default: 2000000).")
  private long events = 2_000_000;

  @Option(names = "--pairs", paramLabel = "N", description = "Runs of each (default: 7).")
  private int pairs = 7;

  public BenchMetricsCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    GeneratorSpec spec = GeneratorSpec.defaults().withEvents(events).withSeed(options.seed());
    WatchMeter meter = new WatchMeter();
    CatchUpBench.Options wanted = new CatchUpBench.Options("metrics", entrants(meter), spec, pairs);
    try (Stage stage = Stage.open(options.dataDir(), options.settings());
        LocalSpark spark = LocalSpark.open(stage.config(), Optional.empty(), invocation)) {
      CatchUpResult result =
          new CatchUpBench(spark.session(), stage, line -> invocation.say("footfall: " + line))
              .run(wanted, invocation.clock());
      WatchCost cost = new WatchCost(result, meter.scrapes(), meter.servingSeconds());
      output.print(invocation.out(), BenchView.rows(result), cost.json());
      output.conclude(invocation, result.machine().text(), cost.summary());
    }
    return ExitCode.OK;
  }

  private static List<Entrant> entrants(WatchMeter meter) {
    return List.of(
        new Entrant(
            new Variant("watched", "metrics and live page, both looked at", Role.SUBJECT),
            new WatchedIngest(Optional.of(meter))),
        new Entrant(
            new Variant("unwatched", "footfall.metrics.enabled = false", Role.BASELINE),
            new WatchedIngest(Optional.empty())));
  }
}
