package io.footfall.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code footfall submit}: the jobs are its commands. */
@Command(
    name = "submit",
    synopsisSubcommandLabel = "JOB",
    description = "Hand a job to Spark with spark-submit.",
    commandListHeading = "%nJobs:%n")
public final class SubmitCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "submit which job? One of: " + String.join(", ", spec.subcommands().keySet()));
  }
}
