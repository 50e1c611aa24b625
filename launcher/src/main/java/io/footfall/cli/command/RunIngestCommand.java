package io.footfall.cli.command;

import io.footfall.cli.context.Invocation;
import io.footfall.cli.output.ProgressBar;
import io.footfall.cli.run.IngestProgress;
import io.footfall.cli.run.LocalBroker;
import io.footfall.cli.run.LocalSpark;
import io.footfall.cli.run.StopOnSignal;
import io.footfall.ingest.IngestJob;
import io.footfall.runtime.spark.JobPlan;
import io.footfall.runtime.spark.RunMode;
import io.footfall.runtime.spark.RunningJob;
import io.footfall.runtime.spark.SupervisedJob;
import io.footfall.schema.core.config.FootfallConfig;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code footfall run ingest}, and {@code run all} while ingest is all there is. */
@Command(
    name = "ingest",
    aliases = "all",
    description = {
      "Kafka to the tables events, quarantine, event_stats_partial and offset_gaps.",
      "`all` runs every job there is; ingest is the only one so far. Where the configuration names "
          + "no broker, an embedded one runs in the data folder. Ctrl-C, SIGTERM and `footfall stop` "
          + "end it behind the running batch; the next start goes on."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  footfall run ingest --data-dir footfall-data",
      "  footfall run ingest --available-now --config application.conf"
    })
public final class RunIngestCommand implements Callable<Integer> {
  private static final long REFRESH_MILLIS = 200;

  private final Invocation invocation;
  @Mixin private ConfigOptions config;

  @Option(names = "--available-now", description = "Read what the topic holds now, then end.")
  private boolean availableNow;

  @Option(
      names = "--master",
      paramLabel = "MASTER",
      description = "Spark master (default: local[*], whatever the file says).")
  private Optional<String> master = Optional.empty();

  public RunIngestCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    FootfallConfig settings = config.configForRun(invocation);
    try (LocalBroker broker = LocalBroker.of(settings, invocation);
        LocalSpark spark = LocalSpark.open(settings, master, invocation)) {
      IngestProgress progress = new IngestProgress();
      RunMode mode = availableNow ? RunMode.AVAILABLE_NOW : RunMode.CONTINUOUS;
      Supplier<RunningJob> starter =
          () -> {
            JobPlan plan = IngestJob.plan(spark.session(), settings, broker.bootstrapServers());
            config.remember(settings);
            invocation.say(plan.start().explain());
            return IngestJob.start(spark.session(), plan, mode, progress);
          };
      try (SupervisedJob job =
              SupervisedJob.start(
                  starter,
                  SupervisedJob.Environment.real(notice -> invocation.say("footfall: " + notice)));
          StopOnSignal stop = StopOnSignal.call(job::stop)) {
        invocation.say("footfall: ingest runs; Ctrl-C or `footfall stop` ends it in order");
        watch(job, progress);
      }
      invocation.say(
          "footfall: ingest has ended after %,d batches: %s into %s"
              .formatted(progress.batches(), progress.counts(), settings.warehouse()));
      return ExitCode.OK;
    }
  }

  private void watch(SupervisedJob job, IngestProgress progress) {
    try (ProgressBar bar =
        new ProgressBar(
            invocation.err(), invocation.errIsTerminal(), invocation.clock(), "records", 0)) {
      while (!job.awaitEnd(REFRESH_MILLIS)) {
        bar.update(progress.records());
      }
      bar.update(progress.records());
    }
  }
}
