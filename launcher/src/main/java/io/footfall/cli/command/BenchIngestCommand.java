package io.footfall.cli.command;

import io.footfall.bench.core.IngestResult;
import io.footfall.bench.spark.IngestBench;
import io.footfall.bench.spark.Stage;
import io.footfall.cli.bench.BenchView;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.run.LocalSpark;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code footfall bench ingest}. */
@Command(
    name = "ingest",
    description = {
      "How fast a full topic is read to its end: ingest, the stock path, and the source alone.",
      "All three in turn, in this process, over the same topic; a smaller round goes before and is "
          + "discarded. Exits 1 if rows were lost or doubled."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  footfall bench ingest",
      "  footfall bench ingest --events 500000 --rounds 3 -o json"
    })
public final class BenchIngestCommand implements Callable<Integer> {

  private final Invocation invocation;
  @Mixin private BenchOptions options;
  @Mixin private OutputOptions output;

  @Option(names = "--events", paramLabel = "N", description = "In the topic (default: 4000000).")
  private long events = 4_000_000;

  @Option(names = "--rounds", paramLabel = "N", description = "Of each variant (default: 2).")
  private int rounds = 2;

  public BenchIngestCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    IngestBench.Options wanted =
        new IngestBench.Options(events, rounds, options.seed(), options.candidates());
    try (Stage stage = Stage.open(options.dataDir(), options.settings());
        LocalSpark spark = LocalSpark.open(stage.config(), Optional.empty(), invocation)) {
      IngestResult result =
          new IngestBench(spark.session(), stage, line -> invocation.say("footfall: " + line))
              .run(wanted, invocation.clock());
      output.print(invocation.out(), BenchView.rows(result), result.json());
      output.conclude(invocation, result.machine().text(), result.summary());
    }
    return ExitCode.OK;
  }
}
