package io.footfall.cli.command;

import io.footfall.cli.context.CliErrors;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.output.Column;
import io.footfall.cli.output.Rows;
import io.footfall.cli.report.Amounts;
import io.footfall.cli.run.LocalSpark;
import io.footfall.report.spark.ReportSession;
import io.footfall.report.spark.TimeRange;
import io.footfall.report.spark.TopValues;
import io.footfall.schema.core.config.FootfallConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code footfall report top}. */
@Command(
    name = "top",
    description = {
      "Which items, pages or other values occur most, by how many users, and what was paid.",
      "Counted exactly from the table events; an event counts once however often it was sent."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  footfall report top",
      "  footfall report top --by page --type view --since 24h --limit 20",
      "  footfall report top --by campaign --type payment -o json"
    })
public final class ReportTopCommand implements Callable<Integer> {

  /** What can be counted. */
  enum By {
    ITEM("item_id"),
    CATEGORY("category"),
    PAGE("page"),
    CHANNEL("channel"),
    DEVICE("device"),
    CAMPAIGN("campaign"),
    TYPE("event_type"),
    USER("user_id");

    private final String column;

    By(String column) {
      this.column = column;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Invocation invocation;
  @Mixin private ConfigOptions config;
  @Mixin private ReportOptions options;
  @Mixin private OutputOptions output;

  @Option(
      names = "--by",
      paramLabel = "WHAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private By by = By.ITEM;

  @Option(names = "--type", paramLabel = "TYPE", description = "Events of this type only.")
  private Optional<String> type = Optional.empty();

  public ReportTopCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    FootfallConfig settings = config.config(invocation);
    TimeRange range = options.range(settings, invocation);
    int limit = options.toAsk();
    try (LocalSpark spark = LocalSpark.open(settings, Optional.empty(), invocation)) {
      Dataset<Row> top =
          new TopValues(ReportSession.open(spark.session(), settings), settings)
              .of(by.column, range, type, limit)
              .orElseThrow(() -> CliErrors.nothingToReport(settings.warehouse(), "ingest"));
      Rows rows =
          new Rows(
              List.of(
                  Column.left(by.toString()),
                  Column.right("events"),
                  Column.right("users"),
                  Column.left("paid")),
              options.shown(top.collectAsList(), invocation).stream()
                  .map(ReportTopCommand::cells)
                  .toList());
      output.print(invocation.out(), rows, Map.of("top", rows.asMaps()));
    }
    return ExitCode.OK;
  }

  private static List<Object> cells(Row row) {
    return Arrays.asList(
        row.getString(0),
        row.getLong(1),
        row.getLong(2),
        Amounts.of(row.isNullAt(3) ? null : row.getJavaMap(3)));
  }
}
