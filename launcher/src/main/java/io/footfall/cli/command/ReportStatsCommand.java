package io.footfall.cli.command;

import io.footfall.cli.context.CliErrors;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.output.Column;
import io.footfall.cli.output.Rows;
import io.footfall.cli.report.Amounts;
import io.footfall.cli.run.LocalSpark;
import io.footfall.report.core.Grain;
import io.footfall.report.spark.EventStats;
import io.footfall.report.spark.ReportSession;
import io.footfall.report.spark.TimeRange;
import io.footfall.schema.core.config.FootfallConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code footfall report stats}. */
@Command(
    name = "stats",
    description = {
      "Events, users and amounts by time, event type and channel.",
      "Users are estimated by a sketch (within some 2%); amounts are sums per currency. What a "
          + "producer sent twice counts twice.",
      "All rows with --since, --until, -o json or -o csv; else the newest, and how many more there "
          + "are."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  footfall report stats",
      "  footfall report stats --by minute --since 30m --type payment",
      "  footfall report stats --by day --since 2026-03-01 --until 2026-04-01 -o csv"
    })
public final class ReportStatsCommand implements Callable<Integer> {

  private static final List<Column> COLUMNS =
      List.of(
          Column.left("time"),
          Column.left("event_type"),
          Column.left("channel"),
          Column.right("events"),
          Column.right("users"),
          Column.left("amounts"));

  private final Invocation invocation;
  @Mixin private ConfigOptions config;
  @Mixin private ReportOptions options;
  @Mixin private OutputOptions output;

  @Option(
      names = "--by",
      paramLabel = "GRAIN",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Grain grain = Grain.HOUR;

  @Option(names = "--type", paramLabel = "TYPE", description = "Events of this type only.")
  private Optional<String> type = Optional.empty();

  public ReportStatsCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    FootfallConfig settings = config.config(invocation);
    TimeRange range = options.range(settings, invocation);
    boolean whole = output.format() != OutputOptions.Format.TABLE || !range.equals(TimeRange.all());
    int limit = options.given().orElse(whole ? Integer.MAX_VALUE : ReportOptions.USUAL_LIMIT);
    try (LocalSpark spark = LocalSpark.open(settings, Optional.empty(), invocation)) {
      Dataset<Row> stats =
          new EventStats(ReportSession.open(spark.session(), settings), settings)
              .by(grain, range)
              .orElseThrow(() -> CliErrors.nothingToReport(settings.warehouse(), "ingest"));
      Dataset<Row> wanted =
          type.isPresent() ? stats.where(stats.col("event_type").equalTo(type.get())) : stats;
      Rows rows = rows(newest(wanted, limit), settings);
      output.print(invocation.out(), rows, Map.of("stats", rows.asMaps()));
      if (rows.rows().size() == limit) {
        sayHowManyMore(wanted.count() - limit);
      }
    }
    return ExitCode.OK;
  }

  /** In the order of time. */
  private static List<Row> newest(Dataset<Row> stats, int limit) {
    Dataset<Row> newest =
        limit == Integer.MAX_VALUE
            ? stats
            : stats
                .orderBy(stats.col("bucket").desc(), stats.col("event_type"), stats.col("channel"))
                .limit(limit);
    return newest.orderBy("bucket", "event_type", "channel").collectAsList();
  }

  private void sayHowManyMore(long more) {
    if (more > 0) {
      invocation.say(
          "footfall: %,d older rows are not shown; --since, --until or a greater --limit shows them"
              .formatted(more));
    }
  }

  private Rows rows(List<Row> stats, FootfallConfig settings) {
    List<List<Object>> rows = new ArrayList<>();
    for (Row row : stats) {
      rows.add(
          Arrays.asList(
              grain.label(row.getTimestamp(0).toInstant(), settings.report().zone()),
              row.getString(1),
              row.getString(2),
              row.getLong(3),
              row.getLong(4),
              Amounts.of(row.getJavaMap(5))));
    }
    return new Rows(COLUMNS, rows);
  }
}
