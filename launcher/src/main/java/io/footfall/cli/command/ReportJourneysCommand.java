package io.footfall.cli.command;

import io.footfall.cli.context.CliErrors;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.report.JourneyList;
import io.footfall.cli.run.LocalSpark;
import io.footfall.report.spark.JourneyAnswers;
import io.footfall.report.spark.ReportSession;
import io.footfall.report.spark.TimeRange;
import io.footfall.schema.core.config.FootfallConfig;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code footfall report journeys}. */
@Command(
    name = "journeys",
    description = {
      "Show what each user has done: first and last seen, sessions, orders, what was paid, and the "
          + "deepest step of each funnel.",
      "Users that are named: as of the last commit. All others: those seen last, as of the last "
          + "merge of the report job."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  footfall report journeys --limit 20",
      "  footfall report journeys --user u-0000042 --user u-0000043",
      "  footfall report journeys --since 24h -o csv"
    })
public final class ReportJourneysCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private ConfigOptions config;
  @Mixin private ReportOptions options;
  @Mixin private OutputOptions output;

  @Option(names = "--user", paramLabel = "ID", description = "This user; may be repeated.")
  private List<String> users = List.of();

  public ReportJourneysCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    FootfallConfig settings = config.config(invocation);
    TimeRange range = options.range(settings, invocation);
    int limit = options.toAsk();
    JourneyList journeys;
    try (LocalSpark spark = LocalSpark.open(settings, Optional.empty(), invocation)) {
      JourneyAnswers answers =
          new JourneyAnswers(ReportSession.open(spark.session(), settings), settings);
      Optional<List<Row>> rows =
          users.isEmpty() ? answers.seenLast(range, limit) : answers.of(users, range, limit);
      journeys =
          new JourneyList(
              options.shown(
                  rows.orElseThrow(
                      () -> CliErrors.nothingToReport(settings.warehouse(), "the session job")),
                  invocation));
    }
    output.print(invocation.out(), journeys.rows(), journeys.json());
    return ExitCode.OK;
  }
}
