package io.footfall.cli.command;

import io.footfall.cli.context.CliErrors;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.output.Column;
import io.footfall.cli.output.Rows;
import io.footfall.cli.report.RawBytes;
import io.footfall.cli.run.LocalSpark;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.report.spark.Quarantined;
import io.footfall.report.spark.ReportSession;
import io.footfall.schema.core.config.FootfallConfig;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code footfall quarantine show}. */
@Command(
    name = "show",
    description = {
      "One rejected record with all that is known of it.",
      "As table and CSV its bytes are shown as text, or in hexadecimal where they are none; the "
          + "JSON has them in Base64."
    },
    footerHeading = "%nExample:%n",
    footer = "  footfall quarantine show user_behavior-0-42 -o json")
public final class QuarantineShowCommand implements Callable<Integer> {
  private static final Pattern RECORD = Pattern.compile("(.+)-(\\d{1,9})-(\\d{1,18})");

  private final Invocation invocation;
  @Mixin private ConfigOptions config;
  @Mixin private OutputOptions output;

  @Parameters(paramLabel = "RECORD", description = "TOPIC-PARTITION-OFFSET.")
  private String record;

  public QuarantineShowCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    Matcher parts = RECORD.matcher(record);
    if (!parts.matches()) {
      throw CliErrors.badRecord(record);
    }
    KafkaPartition partition = new KafkaPartition(parts.group(1), Integer.parseInt(parts.group(2)));
    FootfallConfig settings = config.config(invocation);
    try (LocalSpark spark = LocalSpark.open(settings, Optional.empty(), invocation)) {
      List<Row> found =
          new Quarantined(ReportSession.open(spark.session(), settings), settings)
              .record(partition, Long.parseLong(parts.group(3)))
              .orElseThrow(() -> CliErrors.nothingToReport(settings.warehouse(), "ingest"))
              .collectAsList();
      if (found.isEmpty()) {
        throw CliErrors.notInQuarantine(record);
      }
      Rows people = Rows.of(Column.left("what"), Column.left("value"));
      Rows programs = Rows.of(Column.left("what"), Column.left("value"));
      for (Row row : found) {
        for (String column : row.schema().fieldNames()) {
          Object value = row.getAs(column);
          people = people.with(column, shown(value));
          programs = programs.with(column, encoded(value));
        }
      }
      output.print(invocation.out(), people, Map.of("record", programs.asMaps()));
    }
    return ExitCode.OK;
  }

  private static Object shown(Object value) {
    return value instanceof byte[] bytes
        ? RawBytes.line(bytes, Integer.MAX_VALUE)
        : value == null ? null : value.toString();
  }

  private static Object encoded(Object value) {
    return value instanceof byte[] bytes
        ? Base64.getEncoder().encodeToString(bytes)
        : value == null ? null : value.toString();
  }
}
