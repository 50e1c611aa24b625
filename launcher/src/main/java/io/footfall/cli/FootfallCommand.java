package io.footfall.cli;

import io.footfall.cli.context.Invocation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code footfall} without a command: the help. */
@Command(
    name = "footfall",
    synopsisSubcommandLabel = "COMMAND",
    header = "Behaviour events from Kafka to Delta tables, nothing lost, nothing counted twice.%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  footfall demo                                  See it work.",
      "  footfall run all                               Run it here, with an embedded Kafka.",
      "  footfall audit --data-dir footfall-data        Prove that nothing is lost or doubled.",
      "  footfall config --config application.conf      What is in force, and why.",
      "  footfall doctor --config application.conf      Will it run here?",
      "",
      "Data goes to stdout, messages and progress to stderr.",
      "Exit codes: 0 ok, 1 failure, 2 wrong usage or configuration.",
      "Environment: FOOTFALL_JAVA_OPTS holds JVM options (default -Xmx2g), NO_COLOR switches",
      "colours off."
    })
final class FootfallCommand implements Runnable {

  private final Invocation invocation;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help and exit.")
  @SuppressWarnings("UnusedVariable") // picocli reads it by the annotation
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the versions of Footfall and of what it is built on, and exit.")
  @SuppressWarnings("UnusedVariable") // picocli reads it by the annotation
  private boolean version;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Log what Footfall, Spark and Kafka do, and the causes of errors.")
  private boolean verbose;

  FootfallCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  boolean verbose() {
    return verbose;
  }

  @Override
  public void run() {
    spec.commandLine().usage(invocation.out());
  }
}
