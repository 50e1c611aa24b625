package io.footfall.cli.command;

import io.footfall.cli.context.CliErrors;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.report.SessionList;
import io.footfall.cli.run.LocalSpark;
import io.footfall.report.spark.ReportSession;
import io.footfall.report.spark.SessionAnswers;
import io.footfall.schema.core.config.FootfallConfig;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code footfall report sessions}. */
@Command(
    name = "sessions",
    description = {
      "Show sessions as they stand now: of each the latest row, without those merged into others.",
      "The latest are shown first; with --since and --until, those that went on in that time."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  footfall report sessions --data-dir footfall-data",
      "  footfall report sessions --status OPEN --limit 10",
      "  footfall report sessions --user u-0000042 --since 24h -o json"
    })
public final class ReportSessionsCommand implements Callable<Integer> {

  /** What {@code --status} takes. */
  enum Status {
    OPEN,
    CLOSED
  }

  private final Invocation invocation;
  @Mixin private ConfigOptions config;
  @Mixin private ReportOptions options;
  @Mixin private OutputOptions output;

  @Option(names = "--user", paramLabel = "ID", description = "Only sessions of this user.")
  private String user;

  @Option(names = "--status", paramLabel = "STATUS", description = "${COMPLETION-CANDIDATES}.")
  private Status status;

  public ReportSessionsCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    FootfallConfig settings = config.config(invocation);
    SessionAnswers.Filter filter =
        new SessionAnswers.Filter(
            Optional.ofNullable(user),
            Optional.ofNullable(status).map(Enum::name),
            options.range(settings, invocation),
            options.toAsk());
    SessionList sessions;
    try (LocalSpark spark = LocalSpark.open(settings, Optional.empty(), invocation)) {
      sessions =
          new SessionList(
              options.shown(
                  new SessionAnswers(ReportSession.open(spark.session(), settings), settings)
                      .of(filter)
                      .orElseThrow(
                          () -> CliErrors.nothingToReport(settings.warehouse(), "the session job")),
                  invocation));
    }
    output.print(invocation.out(), sessions.rows(), sessions.json());
    return ExitCode.OK;
  }
}
