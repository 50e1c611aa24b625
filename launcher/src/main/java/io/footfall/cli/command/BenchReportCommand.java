package io.footfall.cli.command;

import io.footfall.bench.core.MergeResult;
import io.footfall.bench.spark.ReportMerge;
import io.footfall.bench.spark.Stage;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.output.Column;
import io.footfall.cli.output.Rows;
import io.footfall.cli.run.LocalSpark;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code footfall bench report}. */
@Command(
    name = "report",
    description = {
      "How long the report job's merges of 10,000 changed sessions take while its tables grow.",
      "At each size the tables are made, then changed and merged again and again."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  footfall bench report", "  footfall bench report --sizes 20000,200000 -o json"})
public final class BenchReportCommand implements Callable<Integer> {

  private final Invocation invocation;
  @Mixin private BenchOptions options;
  @Mixin private OutputOptions output;

  @Option(
      names = "--sizes",
      paramLabel = "N",
      split = ",",
      description = "Sessions in the tables, ascending (default: 100000,1000000,10000000).")
  private List<Long> sizes = List.of(100_000L, 1_000_000L, 10_000_000L);

  public BenchReportCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    MergeResult result;
    try (Stage stage = Stage.open(options.dataDir(), options.settings());
        LocalSpark spark = LocalSpark.open(stage.config(), Optional.empty(), invocation)) {
      result =
          new ReportMerge(spark.session(), stage, line -> invocation.say("footfall: " + line))
              .run(sizes, invocation.clock());
    }
    output.print(invocation.out(), rows(result), result.json());
    output.conclude(invocation, result.machine().text(), result.summary());
    return ExitCode.OK;
  }

  private static Rows rows(MergeResult result) {
    Rows rows =
        Rows.of(
            Column.right("sessions"),
            Column.right("load_s"),
            Column.right("sessions_ms"),
            Column.right("sessions_ratio"),
            Column.right("user_journeys_ms"),
            Column.right("user_journeys_ratio"));
    MergeResult.Point first = result.points().get(0);
    for (MergeResult.Point point : result.points()) {
      rows =
          rows.with(
              point.sessions(),
              point.loadSeconds(),
              point.sessionsMillis().median(),
              MergeResult.ratio(point, first, MergeResult.Point::sessionsMillis),
              point.journeysMillis().median(),
              MergeResult.ratio(point, first, MergeResult.Point::journeysMillis));
    }
    return rows;
  }
}
