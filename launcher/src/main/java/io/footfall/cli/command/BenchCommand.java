package io.footfall.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code footfall bench}. */
@Command(
    name = "bench",
    description = {
      "Measure on this machine, beside what Spark and Delta do as they come.",
      "Brings its own broker and tables and removes them. Nothing else should run meanwhile."
    },
    synopsisSubcommandLabel = "WHAT",
    footerHeading = "%nExamples:%n",
    footer = {
      "  footfall bench ingest                          Catch-up: events per second.",
      "  footfall bench latency                         From the record to the readable commit.",
      "  footfall bench latency --jobs all --phases     All jobs in one process.",
      "  footfall bench latency --minutes 10 --heap-check --no-baseline",
      "  footfall bench codec                           Nanoseconds per event."
    })
public final class BenchCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "What shall be measured? One of: " + String.join(", ", spec.subcommands().keySet()));
  }
}
