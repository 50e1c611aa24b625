package io.footfall.cli.command;

import io.footfall.cli.context.CliErrors;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.run.AuditReport;
import io.footfall.cli.run.LocalSpark;
import io.footfall.ingest.spark.OffsetAudit;
import io.footfall.schema.core.config.FootfallConfig;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code footfall audit offsets}. */
@Command(
    name = "offsets",
    description = {
      "Prove that every offset which the tables account for stands in exactly one of them.",
      "Reads the offsets from the data files of events, quarantine and offset_gaps, not from the "
          + "log, and compares them with what events has recorded. Exits 1 and names the offsets "
          + "where that does not hold."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  footfall audit offsets --data-dir footfall-data",
      "  footfall audit offsets --config application.conf -o json"
    })
public class AuditOffsetsCommand implements Callable<Integer> {

  private final Invocation invocation;
  @Mixin private ConfigOptions config;
  @Mixin private OutputOptions output;

  public AuditOffsetsCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    FootfallConfig settings = config.config(invocation);
    OffsetAudit.Report report;
    try (LocalSpark spark = LocalSpark.open(settings, Optional.empty(), invocation)) {
      report = OffsetAudit.run(spark.session(), settings.warehouse(), settings.pipeline());
    }
    if (report.partitions().isEmpty()) {
      throw CliErrors.nothingToAudit(settings.warehouse(), settings.pipeline());
    }
    AuditReport shown = new AuditReport(report);
    output.print(invocation.out(), shown.rows(), shown.json());
    if (output.format() == OutputOptions.Format.TABLE) {
      shown.lines().forEach(invocation.out()::println);
    } else {
      invocation.say(shown.summary());
    }
    return report.holds() ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
