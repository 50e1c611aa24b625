package io.footfall.cli.command;

import io.footfall.cli.context.CliErrors;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.output.Column;
import io.footfall.cli.output.Rows;
import io.footfall.cli.run.LocalSpark;
import io.footfall.report.spark.Quarantined;
import io.footfall.report.spark.ReportSession;
import io.footfall.report.spark.TimeRange;
import io.footfall.schema.core.config.FootfallConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code footfall quarantine stats}. */
@Command(
    name = "stats",
    description = "How many records were rejected, for which reason, in which field, and when.",
    footerHeading = "%nExample:%n",
    footer = "  footfall quarantine stats --since 24h")
public final class QuarantineStatsCommand implements Callable<Integer> {

  private final Invocation invocation;
  @Mixin private ConfigOptions config;
  @Mixin private ReportOptions options;
  @Mixin private OutputOptions output;

  public QuarantineStatsCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    FootfallConfig settings = config.config(invocation);
    TimeRange range = options.range(settings, invocation);
    int limit = options.toAsk();
    try (LocalSpark spark = LocalSpark.open(settings, Optional.empty(), invocation)) {
      Rows rows =
          Rows.of(
              Column.left("reason"),
              Column.left("field"),
              Column.right("records"),
              Column.left("first"),
              Column.left("last"));
      List<Row> reasons =
          new Quarantined(ReportSession.open(spark.session(), settings), settings)
              .stats(range)
              .orElseThrow(() -> CliErrors.nothingToReport(settings.warehouse(), "ingest"))
              .limit(limit)
              .collectAsList();
      for (Row row : options.shown(reasons, invocation)) {
        rows =
            rows.with(
                row.getString(0),
                row.getString(1),
                row.getLong(2),
                row.getTimestamp(3).toInstant().toString(),
                row.getTimestamp(4).toInstant().toString());
      }
      output.print(invocation.out(), rows, Map.of("reasons", rows.asMaps()));
    }
    return ExitCode.OK;
  }
}
