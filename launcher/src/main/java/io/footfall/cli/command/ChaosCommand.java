package io.footfall.cli.command;

import io.footfall.cli.chaos.Chaos;
import io.footfall.cli.chaos.ChaosResult;
import io.footfall.cli.chaos.FaultPlan;
import io.footfall.cli.context.CliErrors;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.job.Job;
import io.footfall.cli.job.Jobs;
import io.footfall.ingest.IngestJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.spark.network.util.JavaUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code footfall chaos}. */
@Command(
    name = "chaos",
    description = {
      "Kill the jobs again and again while events come in, and prove that nothing is lost.",
      "Starts a broker, a shop and the jobs, each in its own process or thread; kills the jobs with "
          + "kill -9 at random moments; kills and freezes the broker, deletes and tears the "
          + "checkpoint of each job, sends events twice, adds a partition; lets each job die at each "
          + "failpoint, once and twice in a row. After each fault: offsets abut and stand once, so "
          + "do sessions and funnels' rows, published offsets were never ahead of the table and "
          + "never went back, a reader saw whole batches only. At the end: offsets and event ids are "
          + "those that were acknowledged, the audits of offsets, sessions and funnels hold, and the "
          + "merged tables say what a sum over all that was appended says. "
          + "Same seed, same faults in the same order. Exits 1 if a check fails or a fault did not "
          + "happen."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  footfall chaos",
      "  footfall chaos --kills 3 --rate 1000",
      "  footfall chaos --kills 0 --only broker-frozen,session/checkpoint-deleted",
      "  footfall chaos --kills 20 --only kill --jobs report",
      "  footfall chaos --kills 100 --seed 1 --events 200000"
    })
public final class ChaosCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin private OutputOptions output;

  @Option(
      names = "--kills",
      paramLabel = "N",
      description = "Kills at random moments (default: ${DEFAULT-VALUE}).")
  private int kills = 20;

  @Option(names = "--no-failpoints", negatable = true, description = "Leave the failpoints out.")
  private boolean failpoints = true;

  @Option(
      names = "--no-troubles",
      negatable = true,
      description = "Leave broker, checkpoint, producers and topic alone.")
  private boolean troubles = true;

  @Option(
      names = "--only",
      paramLabel = "NAME,...",
      split = ",",
      description =
          "Of the faults that the other options give those only: kill, a failpoint or a trouble "
              + "such as broker-killed; session/NAME for that job's only.")
  private List<String> only = List.of();

  @Option(
      names = "--jobs",
      paramLabel = "JOBS",
      description =
          "A job, several with commas between, or all (default: those that read the topic). Ingest "
              + "always runs: the others are compared with its tables.")
  private String jobs = Jobs.names(Jobs.ofTopic());

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of faults and events (default: ${DEFAULT-VALUE}).")
  private long seed = 42;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Records per second (default: ${DEFAULT-VALUE}).")
  private long rate = 100;

  @Option(
      names = "--events",
      paramLabel = "N",
      description =
          "Records to send at least; they are sent as long as there are faults (default: "
              + "${DEFAULT-VALUE}).")
  private long events = 0;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "Empty folder to work in, kept afterwards (default: a temporary one, kept only when "
              + "something does not hold).")
  private Optional<Path> dataDir = Optional.empty();

  public ChaosCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Job> running = Jobs.named(jobs + "," + IngestJob.NAME);
    List<String> names = running.stream().filter(Job::readsTopic).map(Job::name).toList();
    FaultPlan plan = new FaultPlan(kills, failpoints, troubles, names, only, seed);
    Path folder = folder();
    boolean needed = true; // also by whoever looks for what has ended the run
    try {
      ChaosResult result =
          new Chaos(folder, invocation).run(Chaos.Options.of(plan, running, rate, events));
      output.print(invocation.out(), result.rows(), result.json());
      if (output.format() == OutputOptions.Format.TABLE) {
        result.lines().forEach(invocation.out()::println);
        invocation.out().flush();
      } else {
        invocation.say(result.summary());
      }
      needed = dataDir.isPresent() || !result.holds();
      return result.holds() ? ExitCode.OK : ExitCode.SOFTWARE;
    } finally {
      if (needed) {
        invocation.say("footfall: tables, checkpoints and logs are in " + folder);
      } else {
        JavaUtils.deleteRecursively(folder.toFile());
      }
    }
  }

  private Path folder() throws IOException {
    if (kills < 0) {
      throw CliErrors.badCount("--kills", kills, 0);
    }
    if (rate < 1) {
      throw CliErrors.badCount("--rate", rate, 1);
    }
    if (dataDir.isEmpty()) {
      return Files.createTempDirectory("footfall-chaos-");
    }
    Path folder = Files.createDirectories(dataDir.get());
    try (Stream<Path> entries = Files.list(folder)) {
      if (entries.findAny().isPresent()) {
        throw CliErrors.chaosFolderInUse(folder);
      }
    }
    return folder;
  }
}
