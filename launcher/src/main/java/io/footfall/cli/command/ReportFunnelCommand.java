package io.footfall.cli.command;

import io.footfall.cli.context.Invocation;
import io.footfall.cli.report.FunnelView;
import io.footfall.cli.run.LocalSpark;
import io.footfall.funnel.spark.FunnelReport;
import io.footfall.report.spark.TimeRange;
import io.footfall.schema.core.config.FootfallConfig;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code footfall report funnel}. */
@Command(
    name = "funnel",
    description = {
      "How many users reached each step of a funnel, how fast, and where they stopped.",
      "Times are those of the first step, by cohort. A user counts once in each cohort."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  footfall report funnel purchase --data-dir footfall-data",
      "  footfall report funnel purchase --since 24h --by channel",
      "  footfall report funnel purchase --since 2026-03-01 --until 2026-03-02 -o json"
    })
public final class ReportFunnelCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private ConfigOptions config;
  @Mixin private TimeOptions time;
  @Mixin private OutputOptions output;

  @Parameters(paramLabel = "NAME", description = "The funnel, as footfall.funnels names it.")
  private String name;

  @Option(
      names = "--by",
      paramLabel = "FIELD",
      description = "One of the funnel's breakdowns: a group of steps for each of its values.")
  private Optional<String> by = Optional.empty();

  public ReportFunnelCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    FootfallConfig settings = config.config(invocation);
    TimeRange range = time.range(settings, invocation);
    FunnelView view;
    try (LocalSpark spark = LocalSpark.open(settings, Optional.empty(), invocation)) {
      view =
          new FunnelView(
              FunnelReport.of(
                  spark.session(),
                  settings.warehouse(),
                  settings.pipeline(),
                  new FunnelReport.Request(name, range.since(), range.until(), by)));
    }
    output.print(invocation.out(), view.rows(), view.json());
    if (output.format() == OutputOptions.Format.TABLE) {
      invocation.out().println();
      view.chart().forEach(invocation.out()::println);
    }
    output.conclude(invocation, view.notes().toArray(String[]::new));
    return ExitCode.OK;
  }
}
