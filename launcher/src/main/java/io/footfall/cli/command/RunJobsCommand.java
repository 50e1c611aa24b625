package io.footfall.cli.command;

import io.footfall.cli.context.Invocation;
import io.footfall.cli.job.Job;
import io.footfall.cli.job.Jobs;
import io.footfall.cli.job.RunningJobs;
import io.footfall.cli.output.JobsBar;
import io.footfall.cli.run.LocalBroker;
import io.footfall.cli.run.LocalSpark;
import io.footfall.cli.run.StopOnSignal;
import io.footfall.runtime.metrics.Monitor;
import io.footfall.runtime.spark.RunMode;
import io.footfall.schema.core.config.FootfallConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code footfall run JOB} and {@code run all}. */
@Command
public final class RunJobsCommand implements Callable<Integer> {
  private static final long REFRESH_MILLIS = 200;
  private static final String HOW =
      "Where a job reads Kafka and the configuration names no broker, an embedded one runs in the data folder. Ctrl-C, "
          + "SIGTERM and `footfall stop` end it behind the running batch; the next start goes on.";

  private final Invocation invocation;
  private final Supplier<List<Job>> which;
  @Mixin private ConfigOptions config;

  @Option(
      names = "--available-now",
      description = "Read what the topic holds now, then end; each job by itself.")
  private boolean availableNow;

  @Option(names = "--page", description = "Show how it goes on a live page, in a browser.")
  private boolean page;

  @Option(
      names = "--master",
      paramLabel = "MASTER",
      description = "Spark master (default: local[*], whatever the file says).")
  private Optional<String> master = Optional.empty();

  private RunJobsCommand(Invocation invocation, Supplier<List<Job>> which) {
    this.invocation = invocation;
    this.which = which;
  }

  /** For {@code all}. */
  private static final class Choice {
    @Option(
        names = "--jobs",
        paramLabel = "JOBS",
        description = "Only these, with commas between (default: ${DEFAULT-VALUE}).")
    private String jobs = Jobs.EVERY;

    List<Job> chosen() {
      return Jobs.named(jobs);
    }
  }

  /** The command for one job. */
  static CommandLine one(Invocation invocation, Job job) {
    return line(
        new RunJobsCommand(invocation, () -> List.of(job)),
        job.name(),
        "%s to %s.".formatted(job.readsTopic() ? "Kafka" : "Other jobs' tables", job.writes()));
  }

  /** The command for all. */
  static CommandLine all(Invocation invocation) {
    Choice choice = new Choice();
    return line(
            new RunJobsCommand(invocation, choice::chosen),
            Jobs.EVERY,
            "Every job there is (%s), in one process and one Spark session."
                .formatted(Jobs.names(Jobs.ALL)),
            "Each is started again by itself after a failure. One that fails for good leaves the "
                + "others running: that is said at once, and is the exit code at the end.")
        .addMixin("choice", choice);
  }

  private static CommandLine line(RunJobsCommand command, String name, String... description) {
    CommandLine line = new CommandLine(command);
    String[] all = List.of(description).toArray(new String[description.length + 1]);
    all[description.length] = HOW;
    line.getCommandSpec()
        .name(name)
        .usageMessage()
        .description(all)
        .footerHeading("%nExamples:%n")
        .footer(
            "  footfall run %s --data-dir footfall-data".formatted(name),
            "  footfall run %s --available-now --config application.conf".formatted(name));
    return line;
  }

  @Override
  public Integer call() {
    if (page) {
      config.set("footfall.metrics.page", "true");
    }
    List<Job> jobs = which.get();
    FootfallConfig settings = config.configForRun(invocation);
    boolean topic = jobs.stream().anyMatch(Job::readsTopic);
    // Said once the jobs run: a start that is refused says why, and no more.
    List<String> notices = new ArrayList<>();
    try (LocalBroker broker = topic ? LocalBroker.of(settings, invocation) : null;
        LocalSpark spark = LocalSpark.open(settings, master, invocation);
        Monitor monitor =
            Monitor.start(
                spark.session(),
                settings,
                jobs.stream().map(Job::name).toList(),
                () -> broker.bootstrapServers(),
                notices::add)) {
      RunningJobs.Place place =
          new RunningJobs.Place(
              spark.session(),
              settings,
              () -> broker.bootstrapServers(),
              availableNow ? RunMode.AVAILABLE_NOW : RunMode.CONTINUOUS,
              monitor,
              (job, explanation) -> {
                config.remember(settings);
                invocation.say((jobs.size() == 1 ? "" : job.name() + ": ") + explanation);
              });
      try (RunningJobs running = RunningJobs.start(jobs, place, invocation);
          StopOnSignal stop = StopOnSignal.call(running::stop)) {
        notices.forEach(line -> invocation.say("footfall: " + line));
        invocation.say(greeting(jobs));
        try {
          watch(running);
        } finally {
          running
              .conclusions()
              .forEach(
                  line ->
                      invocation.say("footfall: %s into %s".formatted(line, settings.warehouse())));
        }
        running.remarks().forEach(line -> invocation.say("footfall: " + line));
      }
      return ExitCode.OK;
    }
  }

  private static String greeting(List<Job> jobs) {
    String names = jobs.stream().map(Job::name).collect(Collectors.joining(", "));
    return jobs.size() == 1
        ? "footfall: %s runs; Ctrl-C or `footfall stop` ends it in order".formatted(names)
        : "footfall: %s run; Ctrl-C or `footfall stop` ends them in order".formatted(names);
  }

  private void watch(RunningJobs running) {
    try (JobsBar bar =
        new JobsBar(invocation.err(), invocation.errIsTerminal(), invocation.clock())) {
      while (!running.awaitEnd(REFRESH_MILLIS)) {
        bar.update(running.records());
      }
      bar.update(running.records());
    }
  }
}
