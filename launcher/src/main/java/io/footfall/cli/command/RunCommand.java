package io.footfall.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code footfall run}: a job or all of them, in this process. */
@Command(
    name = "run",
    description = "Run a job, or all jobs, in this process.",
    synopsisSubcommandLabel = "JOB",
    footerHeading = "%nExamples:%n",
    footer = {
      "  footfall run all                                        With an embedded Kafka.",
      "  footfall run ingest --available-now --config shop.conf  What is there, then end."
    })
public final class RunCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which job? Name one, or `all`");
  }
}
