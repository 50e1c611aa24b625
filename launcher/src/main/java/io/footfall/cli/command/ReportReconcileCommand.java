package io.footfall.cli.command;

import io.footfall.cli.context.CliErrors;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.report.Moment;
import io.footfall.cli.report.Reconciled;
import io.footfall.cli.run.LocalSpark;
import io.footfall.funnel.spark.FunnelReconciliation;
import io.footfall.report.spark.ReportSession;
import io.footfall.report.spark.Restatements;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.session.spark.SessionReconciliation;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code footfall report reconcile}. */
@Command(
    name = "reconcile",
    description = {
      "Count events that came too late after all: correct the sessions and funnel cohorts they change.",
      "Computes what is final of them once more from the table events, by the jobs' own engines. "
          + "Corrected rows go to session_corrections and funnel_corrections and win over the live "
          + "ones, in all reports at once and in the merged tables with the report job's next merge; "
          + "what numbers were before and are now goes to restatements. Runs beside the jobs, one at a "
          + "time; run again after an interruption, it goes on, and where nothing is left it writes "
          + "nothing."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  footfall report reconcile --since 7d",
      "  footfall report reconcile --since 2026-03-01 -o csv"
    })
public final class ReportReconcileCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private ConfigOptions config;
  @Mixin private OutputOptions output;

  @Option(
      names = "--since",
      paramLabel = "D",
      required = true,
      description =
          "Late events from this event time on: 2026-03-01, 2026-03-01T10:00 (in"
              + " footfall.report.zone), with an offset, or 2h, 7d ago.")
  private String since;

  public ReportReconcileCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    FootfallConfig settings = config.config(invocation);
    Instant now = invocation.clock().instant();
    Instant from = Moment.parse("--since", since, settings.report().zone(), now);
    if (from.isAfter(now)) {
      throw CliErrors.sinceTheFuture(since, now);
    }
    Reconciled reconciled;
    try (LocalSpark spark = LocalSpark.open(settings, Optional.empty(), invocation)) {
      reconciled = reconcile(ReportSession.open(spark.session(), settings), settings, from, now);
    }
    output.print(invocation.out(), reconciled.rows(), reconciled.json());
    output.conclude(invocation, reconciled.summary().toArray(String[]::new));
    return ExitCode.OK;
  }

  private Reconciled reconcile(
      SparkSession session, FootfallConfig settings, Instant from, Instant now) {
    invocation.say("reconcile: sessions with events that came too late, since " + from);
    Optional<SessionReconciliation.Outcome> sessions =
        SessionReconciliation.run(session, settings, from, now);
    invocation.say("reconcile: funnel cohorts with such events");
    Optional<FunnelReconciliation.Outcome> funnels =
        FunnelReconciliation.run(session, settings, from, now);
    if (sessions.isEmpty() && funnels.isEmpty()) {
      throw CliErrors.nothingToReconcile(settings.warehouse());
    }
    invocation.say("reconcile: what numbers were before and are now");
    return new Reconciled(
        from,
        settings.report().zone(),
        sessions,
        funnels,
        new Restatements(session, settings, now).write());
  }
}
