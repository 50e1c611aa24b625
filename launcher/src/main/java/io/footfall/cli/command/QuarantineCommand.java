package io.footfall.cli.command;

import io.footfall.cli.context.Invocation;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code footfall quarantine}. */
@Command(
    name = "quarantine",
    description = "Look at the records that are no event, and why; send mended ones again.",
    synopsisSubcommandLabel = "WHAT",
    footerHeading = "%nExamples:%n",
    footer = {
      "  footfall quarantine stats --since 24h",
      "  footfall quarantine list --reason BAD_TIME",
      "  footfall quarantine show user_behavior-0-42"
    })
public final class QuarantineCommand implements Runnable {

  @Spec private CommandSpec spec;

  private QuarantineCommand() {}

  /** With a command for each question. */
  public static CommandLine of(Invocation invocation) {
    return new CommandLine(new QuarantineCommand())
        .addSubcommand(new QuarantineStatsCommand(invocation))
        .addSubcommand(new QuarantineListCommand(invocation))
        .addSubcommand(new QuarantineShowCommand(invocation))
        .addSubcommand(new QuarantineReplayCommand(invocation));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "What of the quarantine? One of: " + String.join(", ", spec.subcommands().keySet()));
  }
}
