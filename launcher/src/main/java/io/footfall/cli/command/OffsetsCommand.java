package io.footfall.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code footfall offsets}. */
@Command(
    name = "offsets",
    description = {
      "See, compare and move where a job stands in its topic.",
      "The table's recorded offsets are the truth; the checkpoint is Spark's copy while it lives; "
          + "the Kafka group and ZooKeeper are copies for people and tools."
    },
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  footfall offsets show --data-dir footfall-data",
      "  footfall offsets reset --to-datetime 2026-03-01T00:00:00Z --config application.conf"
    })
public final class OffsetsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Which one? show, lag, verify, export, import or reset");
  }
}
