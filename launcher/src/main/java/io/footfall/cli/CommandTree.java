package io.footfall.cli;

import io.footfall.cli.command.AuditCommand;
import io.footfall.cli.command.AuditFunnelsCommand;
import io.footfall.cli.command.AuditOffsetsCommand;
import io.footfall.cli.command.AuditSessionsCommand;
import io.footfall.cli.command.BenchCatchUpCommand;
import io.footfall.cli.command.BenchCodecCommand;
import io.footfall.cli.command.BenchCommand;
import io.footfall.cli.command.BenchFunnelEngineCommand;
import io.footfall.cli.command.BenchGrowthCommand;
import io.footfall.cli.command.BenchLatencyCommand;
import io.footfall.cli.command.BenchMetricsCommand;
import io.footfall.cli.command.BenchReportCommand;
import io.footfall.cli.command.ChaosCommand;
import io.footfall.cli.command.CompletionCommand;
import io.footfall.cli.command.ConfigCommand;
import io.footfall.cli.command.DemoCommand;
import io.footfall.cli.command.DoctorCommand;
import io.footfall.cli.command.FuzzCommand;
import io.footfall.cli.command.GenerateCommand;
import io.footfall.cli.command.KafkaCommand;
import io.footfall.cli.command.MaintainCommand;
import io.footfall.cli.command.OffsetsCommand;
import io.footfall.cli.command.OffsetsExportCommand;
import io.footfall.cli.command.OffsetsImportCommand;
import io.footfall.cli.command.OffsetsLagCommand;
import io.footfall.cli.command.OffsetsResetCommand;
import io.footfall.cli.command.OffsetsShowCommand;
import io.footfall.cli.command.OffsetsVerifyCommand;
import io.footfall.cli.command.QuarantineCommand;
import io.footfall.cli.command.ReportCommand;
import io.footfall.cli.command.RunCommand;
import io.footfall.cli.command.StopCommand;
import io.footfall.cli.command.SubmitCommand;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.context.Versions;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** All commands, in the groups in which the help shows them. */
final class CommandTree {

  private static final int HELP_WIDTH = 100;

  private CommandTree() {}

  private record Group(String heading, List<CommandLine> commands) {
    static Group of(String heading, CommandLine... commands) {
      return new Group(heading, List.of(commands));
    }
  }

  private static List<Group> groups(Invocation invocation) {
    return List.of(
        Group.of(
            "Try out",
            new CommandLine(new DemoCommand(invocation)),
            new CommandLine(new KafkaCommand(invocation)),
            new CommandLine(new GenerateCommand(invocation))),
        Group.of(
            "Run here", RunCommand.of(invocation), new CommandLine(new StopCommand(invocation))),
        Group.of("Run on a cluster", SubmitCommand.of(invocation)),
        Group.of(
            "Look and check",
            ReportCommand.of(invocation),
            QuarantineCommand.of(invocation),
            new CommandLine(new MaintainCommand(invocation)),
            new CommandLine(new ConfigCommand(invocation)),
            new CommandLine(new DoctorCommand(invocation)),
            new CommandLine(new AuditCommand(invocation))
                .addSubcommand(new AuditOffsetsCommand(invocation))
                .addSubcommand(new AuditFunnelsCommand(invocation))
                .addSubcommand(new AuditSessionsCommand(invocation)),
            new CommandLine(new OffsetsCommand())
                .addSubcommand(new OffsetsShowCommand(invocation))
                .addSubcommand(new OffsetsLagCommand(invocation))
                .addSubcommand(new OffsetsVerifyCommand(invocation))
                .addSubcommand(new OffsetsExportCommand(invocation))
                .addSubcommand(new OffsetsImportCommand(invocation))
                .addSubcommand(new OffsetsResetCommand(invocation)),
            new CommandLine(new ChaosCommand(invocation))),
        Group.of(
            "Measure",
            new CommandLine(new BenchCommand())
                .addSubcommand(BenchCatchUpCommand.ingest(invocation))
                .addSubcommand(BenchCatchUpCommand.funnel(invocation))
                .addSubcommand(BenchCatchUpCommand.session(invocation))
                .addSubcommand(new BenchGrowthCommand(invocation))
                .addSubcommand(new BenchReportCommand(invocation))
                .addSubcommand(new BenchLatencyCommand(invocation))
                .addSubcommand(new BenchCodecCommand(invocation))
                .addSubcommand(new BenchFunnelEngineCommand(invocation))
                .addSubcommand(new BenchMetricsCommand(invocation))),
        Group.of("Develop", new CommandLine(new FuzzCommand(invocation))),
        Group.of("Shell", new CommandLine(new CompletionCommand(invocation))));
  }

  /** Ready to execute. */
  static CommandLine of(Invocation invocation, Failures failures) {
    FootfallCommand root = new FootfallCommand(invocation);
    CommandLine commandLine = new CommandLine(root);
    List<Group> groups = groups(invocation);
    groups.forEach(group -> group.commands().forEach(commandLine::addSubcommand));
    commandLine.getCommandSpec().version(version());
    groupInHelp(commandLine, groups);
    return commandLine
        .setOut(invocation.out())
        .setErr(invocation.err())
        .setColorScheme(Help.defaultColorScheme(invocation.outColours() ? Ansi.ON : Ansi.OFF))
        .setUsageHelpWidth(HELP_WIDTH)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false)
        .setExecutionStrategy(parsed -> execute(root, parsed))
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures);
  }

  private static int execute(FootfallCommand root, ParseResult parsed) {
    if (root.verbose()) {
      Configurator.setAllLevels("", Level.INFO);
    }
    return new RunLast().execute(parsed);
  }

  private static String[] version() {
    Versions versions = Versions.ofThisBuild();
    return new String[] {
      "footfall " + versions.footfall(),
      "Spark %s, Delta %s, local Kafka %s, Java %s"
          .formatted(versions.spark(), versions.delta(), versions.kafkaBroker(), Runtime.version())
    };
  }

  private static void groupInHelp(CommandLine commandLine, List<Group> groups) {
    List<List<String>> names =
        groups.stream()
            .map(group -> group.commands().stream().map(CommandLine::getCommandName).toList())
            .toList();
    List<String> headings = groups.stream().map(Group::heading).toList();
    commandLine
        .getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
    commandLine
        .getHelpSectionMap()
        .put(
            UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
            help -> GroupedCommands.render(help, headings, names));
  }
}
