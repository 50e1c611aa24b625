package io.footfall.cli.command;

import io.footfall.cli.context.Invocation;
import io.footfall.cli.output.Csv;
import io.footfall.cli.output.Json;
import io.footfall.cli.output.Rows;
import io.footfall.cli.output.Table;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/** How a command writes its data. */
public final class OutputOptions {

  /** {@code -o}. */
  public enum Format {
    TABLE,
    JSON,
    CSV;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format;

  public Format format() {
    return format;
  }

  /**
   * Writes the data in the format asked for.
   *
   * @param json the same data as one object
   */
  public void print(PrintWriter out, Rows rows, Map<String, ?> json) {
    switch (format) {
      case TABLE -> Table.print(rows, out);
      case JSON -> Json.print(json, out);
      case CSV -> Csv.print(rows, out);
    }
    out.flush();
  }

  /** Ends a table with these lines on stdout; beside data for programs they go to stderr. */
  void conclude(Invocation invocation, String... lines) {
    if (format == Format.TABLE) {
      invocation.out().println();
    }
    for (String line : lines) {
      if (format == Format.TABLE) {
        invocation.out().println(line);
      } else {
        invocation.say(line);
      }
    }
    invocation.out().flush();
  }
}
