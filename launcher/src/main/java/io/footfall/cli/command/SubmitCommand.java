package io.footfall.cli.command;

import io.footfall.cli.context.Invocation;
import io.footfall.cli.job.Jobs;
import picocli.CommandLine;
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

  private SubmitCommand() {}

  /** With a command for each job. */
  public static CommandLine of(Invocation invocation) {
    CommandLine submit = new CommandLine(new SubmitCommand());
    Jobs.ALL.forEach(job -> submit.addSubcommand(SubmitJobCommand.of(invocation, job)));
    return submit;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "submit which job? One of: " + String.join(", ", spec.subcommands().keySet()));
  }
}
