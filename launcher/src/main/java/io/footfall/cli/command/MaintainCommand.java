package io.footfall.cli.command;

import io.footfall.cli.context.CliErrors;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.output.Column;
import io.footfall.cli.output.Rows;
import io.footfall.cli.run.LocalSpark;
import io.footfall.runtime.delta.Maintenance;
import io.footfall.schema.core.config.FootfallConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code footfall maintain}. */
@Command(
    name = "maintain",
    description = {
      "Join small files, and remove old log entries and files that no version needs.",
      "Runs beside the jobs. Files stay for 7 days at least, and as long as the slowest reader is "
          + "behind; log entries as footfall.tables.log-retention says. Rows are never removed."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  footfall maintain --dry-run", "  footfall maintain --config application.conf"})
public final class MaintainCommand implements Callable<Integer> {

  private final Invocation invocation;
  @Mixin private ConfigOptions config;
  @Mixin private OutputOptions output;

  @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
  private boolean dryRun;

  public MaintainCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    FootfallConfig settings = config.config(invocation);
    Rows rows =
        Rows.of(
            Column.left("table"), Column.left("task"), Column.right("files"), Column.left("note"));
    try (LocalSpark spark = LocalSpark.open(settings, Optional.empty(), invocation)) {
      Maintenance maintenance =
          new Maintenance(
              spark.session(),
              settings.warehouse(),
              settings.tables().logRetention(),
              invocation.clock().instant());
      List<String> tables = maintenance.tables();
      if (tables.isEmpty()) {
        throw CliErrors.nothingToReport(settings.warehouse(), "a job");
      }
      for (String table : tables) {
        for (Maintenance.Done done : maintenance.run(table, dryRun)) {
          rows =
              rows.with(
                  done.table(), done.task(), done.files() < 0 ? null : done.files(), done.note());
        }
      }
    }
    output.print(invocation.out(), rows, Map.of("dry_run", dryRun, "done", rows.asMaps()));
    output.conclude(
        invocation, "maintain: %s".formatted(dryRun ? "nothing was changed (--dry-run)" : "done"));
    return ExitCode.OK;
  }
}
