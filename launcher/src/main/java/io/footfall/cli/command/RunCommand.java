package io.footfall.cli.command;

import io.footfall.cli.context.Invocation;
import io.footfall.cli.job.Jobs;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code footfall run}: a job or all of them, in this process. */
@Command(
    name = "run",
    description = "Run a job, or all jobs, in this process.",
    synopsisSubcommandLabel = "JOB",
    commandListHeading = "%nJobs:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  footfall run all                                        With an embedded Kafka.",
      "  footfall run ingest --available-now --config shop.conf  What is there, then end."
    })
public final class RunCommand implements Runnable {

  @Spec private CommandSpec spec;

  private RunCommand() {}

  /** With a command for each job, and one for all. */
  public static CommandLine of(Invocation invocation) {
    CommandLine run = new CommandLine(new RunCommand());
    Jobs.ALL.forEach(job -> run.addSubcommand(RunJobsCommand.one(invocation, job)));
    return run.addSubcommand(RunJobsCommand.all(invocation));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Which job? One of: " + String.join(", ", spec.subcommands().keySet()));
  }
}
