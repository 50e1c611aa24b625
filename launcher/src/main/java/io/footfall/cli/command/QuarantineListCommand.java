package io.footfall.cli.command;

import io.footfall.cli.context.CliErrors;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.output.Column;
import io.footfall.cli.output.Rows;
import io.footfall.cli.report.RawBytes;
import io.footfall.cli.run.LocalSpark;
import io.footfall.report.spark.Quarantined;
import io.footfall.report.spark.ReportSession;
import io.footfall.report.spark.TimeRange;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.core.event.Reason;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code footfall quarantine list}. */
@Command(
    name = "list",
    description = {
      "The rejected records, newest first, with the beginning of their bytes.",
      "The name in the first column is what `quarantine show` takes."
    },
    footerHeading = "%nExample:%n",
    footer = "  footfall quarantine list --reason BAD_TIME --since 2h --limit 20")
public final class QuarantineListCommand implements Callable<Integer> {
  private static final int SHOWN = 60;
  private static final List<Column> COLUMNS =
      List.of(
          Column.left("record"),
          Column.left("kafka_timestamp"),
          Column.left("reason"),
          Column.left("field"),
          Column.left("detail"),
          Column.left("raw"));

  private final Invocation invocation;
  @Mixin private ConfigOptions config;
  @Mixin private ReportOptions options;
  @Mixin private OutputOptions output;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "Only these: ${COMPLETION-CANDIDATES}.")
  private Optional<Reason> reason = Optional.empty();

  public QuarantineListCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    FootfallConfig settings = config.config(invocation);
    TimeRange range = options.range(settings, invocation);
    int limit = options.toAsk();
    try (LocalSpark spark = LocalSpark.open(settings, Optional.empty(), invocation)) {
      List<Row> records =
          new Quarantined(ReportSession.open(spark.session(), settings), settings)
              .list(range, reason.map(Reason::name), limit)
              .orElseThrow(() -> CliErrors.nothingToReport(settings.warehouse(), "ingest"))
              .collectAsList();
      Rows rows =
          new Rows(
              COLUMNS,
              options.shown(records, invocation).stream()
                  .map(QuarantineListCommand::cells)
                  .toList());
      output.print(invocation.out(), rows, Map.of("records", rows.asMaps()));
    }
    return ExitCode.OK;
  }

  private static List<Object> cells(Row row) {
    return Arrays.asList(
        "%s-%d-%d"
            .formatted(
                row.<String>getAs("kafka_topic"),
                row.<Integer>getAs("kafka_partition"),
                row.<Long>getAs("kafka_offset")),
        row.<Timestamp>getAs("kafka_timestamp").toInstant().toString(),
        row.getAs("reason"),
        row.getAs("field"),
        row.getAs("detail"),
        RawBytes.line(row.getAs("raw"), SHOWN));
  }
}
