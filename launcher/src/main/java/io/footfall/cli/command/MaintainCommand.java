package io.footfall.cli.command;

import io.footfall.cli.context.CliErrors;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.output.Column;
import io.footfall.cli.output.Rows;
import io.footfall.cli.run.LocalSpark;
import io.footfall.funnel.FunnelJob;
import io.footfall.report.spark.removal.DuplicateRemoval;
import io.footfall.report.spark.removal.Expiry;
import io.footfall.runtime.delta.Maintenance;
import io.footfall.runtime.spark.keyed.Settled;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.core.error.FootfallException;
import io.footfall.schema.spark.Tables;
import io.footfall.session.SessionJob;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code footfall maintain}. */
@Command(
    name = "maintain",
    description = {
      "Join small files, and remove old log entries and files that no version needs. Remove from "
          + "events what a producer has sent twice: the first copy stays, the others are listed in "
          + "removals first. Only on closed dates, on which nothing that is not final depends. Remove "
          + "what has outlived footfall.retention, once every reader has read it.",
      "Runs beside the jobs. Files stay for 7 days at least, and as long as the slowest reader is "
          + "behind; log entries as footfall.tables.log-retention says."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  footfall maintain --dry-run", "  footfall maintain --config application.conf"})
public final class MaintainCommand implements Callable<Integer> {

  private static final String EVENTS = Tables.EVENTS.name();
  private static final String RETENTION = "retention";
  private static final String DUPLICATES = "duplicates";

  private final Invocation invocation;
  private final List<FootfallException> failures = new ArrayList<>();
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
            Column.left("table"),
            Column.left("task"),
            Column.right("files"),
            Column.right("rows"),
            Column.left("note"));
    try (LocalSpark spark = LocalSpark.open(settings, Optional.empty(), invocation)) {
      Instant now = invocation.clock().instant();
      Maintenance maintenance =
          new Maintenance(
              spark.session(), settings.warehouse(), settings.tables().logRetention(), now);
      if (maintenance.tables().isEmpty()) {
        throw CliErrors.nothingToReport(settings.warehouse(), "a job");
      }
      rows =
          attempt(EVENTS, rows, before -> removeDuplicates(before, spark.session(), settings, now));
      rows =
          attempt(
              RETENTION,
              rows,
              before -> expire(before, new Expiry(spark.session(), settings, now).run(dryRun)));
      for (String table : maintenance.tables()) {
        rows = attempt(table, rows, before -> tend(before, maintenance, table));
      }
    }
    output.print(invocation.out(), rows, Map.of("dry_run", dryRun, "done", rows.asMaps()));
    output.conclude(
        invocation,
        failures.isEmpty()
            ? "maintain: %s".formatted(dryRun ? "nothing was changed (--dry-run)" : "done")
            : "maintain: %d of the tables could not be tended".formatted(failures.size()));
    if (failures.isEmpty()) {
      return ExitCode.OK;
    }
    failures.stream()
        .skip(1)
        .forEach(failure -> invocation.say("footfall: " + failure.getMessage()));
    throw failures.get(0);
  }

  /** A table that fails does not keep the others from being tended. */
  private Rows attempt(String table, Rows rows, UnaryOperator<Rows> step) {
    try {
      return step.apply(rows);
    } catch (FootfallException e) {
      failures.add(e);
      return rows.with(table, "failed", null, null, e.problem());
    }
  }

  private Rows tend(Rows rows, Maintenance maintenance, String table) {
    Rows more = rows;
    for (Maintenance.Done done : maintenance.run(table, dryRun)) {
      more =
          more.with(
              done.table(), done.task(), done.files() < 0 ? null : done.files(), null, done.note());
    }
    return more;
  }

  /** One row per date that goes, or would but for a reader; one that says that there is none. */
  private static Rows expire(Rows rows, List<Expiry.Outcome> outcomes) {
    Rows more = rows;
    for (Expiry.Outcome outcome : outcomes) {
      String table = outcome.table();
      for (Map.Entry<LocalDate, Long> date : outcome.rows().entrySet()) {
        more = more.with(table, RETENTION, null, date.getValue(), "of " + date.getKey());
      }
      for (LocalDate date : outcome.held()) {
        more = more.with(table, RETENTION, null, 0, date + " is held: not read by all readers yet");
      }
      if (!outcome.complete()) {
        more = more.with(table, RETENTION, null, null, Maintenance.LEFT);
      } else if (outcome.rows().isEmpty() && outcome.held().isEmpty()) {
        more = more.with(table, RETENTION, null, 0, "nothing is old enough");
      }
    }
    return more;
  }

  /** One row per date that has copies; one that says why there is none. */
  private Rows removeDuplicates(
      Rows rows, SparkSession spark, FootfallConfig settings, Instant now) {
    List<Settled> jobs =
        Stream.of(SessionJob.of(settings), FunnelJob.of(spark, settings))
            .flatMap(job -> Settled.of(spark, settings, job, now).stream())
            .toList();
    Optional<DuplicateRemoval.Outcome> outcome =
        new DuplicateRemoval(spark, settings, jobs, now).run(dryRun);
    Rows more = rows;
    if (outcome.isEmpty()) {
      return more.with(
          EVENTS,
          DUPLICATES,
          null,
          0,
          "no date is closed: no session or funnel job is done with one");
    }
    for (Map.Entry<LocalDate, Long> date : outcome.get().rows().entrySet()) {
      more = more.with(EVENTS, DUPLICATES, null, date.getValue(), "of " + date.getKey());
    }
    if (!outcome.get().complete()) {
      return more.with(EVENTS, DUPLICATES, null, null, Maintenance.LEFT);
    }
    return outcome.get().rows().isEmpty()
        ? more.with(EVENTS, DUPLICATES, null, 0, "closed before " + outcome.get().closedBefore())
        : more;
  }
}
