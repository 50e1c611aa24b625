package io.footfall.cli.command;

import io.footfall.bench.core.GrowthPoint;
import io.footfall.bench.core.GrowthResult;
import io.footfall.bench.spark.SessionGrowth;
import io.footfall.bench.spark.Stage;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.output.Column;
import io.footfall.cli.output.OutputFile;
import io.footfall.cli.output.Rows;
import io.footfall.cli.run.LocalSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code footfall bench growth}. */
@Command(
    name = "growth",
    description = {
      "How long the session job's batches take while more and more sessions are open.",
      "Users come and stay; at each number of them the same traffic is measured. At the end all "
          + "leave, and the watermark passes their sessions."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  FOOTFALL_JAVA_OPTS=-Xmx4g footfall bench growth --picture docs/session-growth.svg",
      "  footfall bench growth --users 1000,10000 -o json"
    })
public final class BenchGrowthCommand implements Callable<Integer> {

  private final Invocation invocation;
  @Mixin private BenchOptions options;
  @Mixin private OutputOptions output;

  @Option(
      names = "--users",
      paramLabel = "N",
      split = ",",
      description = "How many, ascending (default: 10000,100000,1000000).")
  private List<Long> users = List.of(10_000L, 100_000L, 1_000_000L);

  @Option(names = "--picture", paramLabel = "FILE", description = "Draw the curve, as SVG.")
  private Path picture;

  public BenchGrowthCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    if (picture != null) {
      OutputFile.requireWritable(picture);
    }
    GrowthResult result;
    try (Stage stage = Stage.open(options.dataDir(), options.settings());
        LocalSpark spark = LocalSpark.open(stage.config(), Optional.empty(), invocation)) {
      result =
          new SessionGrowth(spark.session(), stage, line -> invocation.say("footfall: " + line))
              .run(users, invocation.clock());
    }
    if (picture != null) {
      OutputFile.write(picture, result.chart().svg().stripTrailing());
    }
    output.print(invocation.out(), rows(result), result.json());
    output.conclude(invocation, result.machine().text(), result.summary());
    return ExitCode.OK;
  }

  private static Rows rows(GrowthResult result) {
    Rows rows =
        Rows.of(
            Column.right("open_sessions"),
            Column.right("load_s"),
            Column.right("batches"),
            Column.right("batch_p50_ms"),
            Column.right("batch_p90_ms"),
            Column.right("batch_max_ms"),
            Column.right("states"),
            Column.right("heap_mib"));
    for (GrowthPoint point : result.points()) {
      rows =
          rows.with(
              point.openSessions(),
              point.loadSeconds(),
              point.batches(),
              point.p50Millis(),
              point.p90Millis(),
              point.maxMillis(),
              point.states(),
              point.heapBytes() >> 20);
    }
    return rows;
  }
}
