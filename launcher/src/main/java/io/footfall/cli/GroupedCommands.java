package io.footfall.cli;

import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.CommandSpec;

/** The list of commands in the help, under a heading for each group. */
final class GroupedCommands {

  private static final int NAME_WIDTH = 16;

  private GroupedCommands() {}

  /** {@code names} has a list for each of the {@code headings}. */
  static String render(Help help, List<String> headings, List<List<String>> names) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < headings.size(); i++) {
      String heading = help.colorScheme().text("@|bold " + headings.get(i) + ":|@").toString();
      text.append(System.lineSeparator()).append(heading).append(System.lineSeparator());
      text.append(table(help, names.get(i)));
    }
    return text.toString();
  }

  private static TextTable table(Help help, List<String> names) {
    CommandSpec root = help.commandSpec();
    int width = root.usageMessage().width();
    TextTable table =
        TextTable.forColumns(
            help.colorScheme(),
            new Column(NAME_WIDTH, 2, Overflow.SPAN),
            new Column(width - NAME_WIDTH, 2, Overflow.WRAP));
    for (String name : names) {
      CommandSpec command = root.subcommands().get(name).getCommandSpec();
      String[] description = command.usageMessage().description();
      table.addRowValues(
          help.colorScheme().commandText(name),
          help.colorScheme().text(description.length == 0 ? "" : description[0]));
    }
    return table;
  }
}
