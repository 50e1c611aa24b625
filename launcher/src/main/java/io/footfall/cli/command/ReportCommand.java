package io.footfall.cli.command;

import io.footfall.cli.context.Invocation;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code footfall report}. */
@Command(
    name = "report",
    description = "Ask the tables: as of the last commit, with days in footfall.report.zone.",
    synopsisSubcommandLabel = "WHAT",
    footerHeading = "%nExamples:%n",
    footer = {
      "  footfall report stats --by hour --since 24h",
      "  footfall report top --by item --type view -o csv",
      "  footfall report sessions --user u-0000042 -o json",
      "  footfall report journeys --user u-0000042",
      "  footfall report funnel purchase --by channel",
      "  footfall report reconcile --since 7d",
      "  footfall report export --to shop.html"
    })
public final class ReportCommand implements Runnable {

  @Spec private CommandSpec spec;

  private ReportCommand() {}

  /** With a command for each question. */
  public static CommandLine of(Invocation invocation) {
    return new CommandLine(new ReportCommand())
        .addSubcommand(new ReportStatsCommand(invocation))
        .addSubcommand(new ReportTopCommand(invocation))
        .addSubcommand(new ReportSessionsCommand(invocation))
        .addSubcommand(new ReportJourneysCommand(invocation))
        .addSubcommand(new ReportFunnelCommand(invocation))
        .addSubcommand(new ReportExportCommand(invocation))
        .addSubcommand(new ReportReconcileCommand(invocation));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "report on what? One of: " + String.join(", ", spec.subcommands().keySet()));
  }
}
