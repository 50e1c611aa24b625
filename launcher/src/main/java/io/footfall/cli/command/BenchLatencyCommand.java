package io.footfall.cli.command;

import io.footfall.bench.core.HealthMark;
import io.footfall.bench.core.LatencyResult;
import io.footfall.bench.core.LatencyRun;
import io.footfall.bench.spark.Contender;
import io.footfall.bench.spark.FootfallReports;
import io.footfall.bench.spark.ForeachBatchIngest;
import io.footfall.bench.spark.LatencyBench;
import io.footfall.bench.spark.Stage;
import io.footfall.bench.spark.StockIngest;
import io.footfall.bench.spark.Together;
import io.footfall.cli.bench.BenchView;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.job.Job;
import io.footfall.cli.job.Jobs;
import io.footfall.cli.output.Rows;
import io.footfall.cli.output.Table;
import io.footfall.cli.run.LocalSpark;
import io.footfall.generator.core.GeneratorSpec;
import io.footfall.ingest.IngestJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code footfall bench latency}. */
@Command(
    name = "latency",
    description = {
      "How long records take until a reader of the tables can see them, at a given rate.",
      "The generator sends in open loop and stamps each record with its intended time; a thread "
          + "that knows nothing of the jobs watches the Delta logs; percentiles are weighted by "
          + "record, in tables of updates by row: from the newest record that the row tells about.",
      "The stock path runs in turn with ingest, where ingest is all that is measured. Several jobs "
          + "run in one process and one Spark session, as `run all` runs them."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  footfall bench latency",
      "  footfall bench latency --jobs all --phases",
      "  footfall bench latency --jobs all --with-report --rate 5000 --rounds 3",
      "  footfall bench latency --rate 5000 --duration 30 --warm-up 30 -o json",
      "  footfall bench latency --minutes 10 --heap-check --no-baseline"
    })
public final class BenchLatencyCommand implements Callable<Integer> {

  private final Invocation invocation;
  @Mixin private BenchOptions options;
  @Mixin private OutputOptions output;
  @ArgGroup private Length length = new Length();

  @Option(
      names = "--jobs",
      paramLabel = "JOBS",
      description = "A job, several with commas between, or all (default: ${DEFAULT-VALUE}).")
  private String jobs = IngestJob.NAME;

  @Option(names = "--users", paramLabel = "N", description = "To choose from (default: 10000).")
  private int users = GeneratorSpec.defaults().users();

  @Option(
      names = "--phases",
      description =
          "Show where the time of the batches goes, as Spark reports it: planning, logs, tasks, "
              + "state.")
  private boolean phases;

  @Option(names = "--rate", paramLabel = "N", description = "Records per second (default: 10000).")
  private long rate = 10_000;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      description = "At the start of each run, discarded (default: 120).")
  private int warmUp = 120;

  @Option(names = "--rounds", paramLabel = "N", description = "Of each contender (default: 1).")
  private int rounds = 1;

  @Option(
      names = "--with-report",
      description =
          "Run the jobs with the report job beside them too, in turn with the jobs alone: what it "
              + "costs them.")
  private boolean withReport;

  @Option(names = "--no-baseline", description = "Leave the stock path out.")
  private boolean withoutBaseline;

  @Option(
      names = "--heap-check",
      description =
          "Show batch time, heap after a full collection, and threads for each minute. The "
              + "collections cost some latency.")
  private boolean heapCheck;

  private static final class Length {
    @Option(
        names = "--duration",
        paramLabel = "SECONDS",
        description = "Measured in each run (default: 60).")
    private int seconds = 60;

    @Option(names = "--minutes", paramLabel = "N", description = "The same in minutes.")
    private Optional<Integer> minutes = Optional.empty();

    private Duration duration() {
      return minutes.map(Duration::ofMinutes).orElse(Duration.ofSeconds(seconds));
    }
  }

  public BenchLatencyCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    LatencyBench.Options wanted =
        new LatencyBench.Options(
            rate,
            users,
            Duration.ofSeconds(warmUp),
            length.duration(),
            rounds,
            heapCheck,
            options.seed());
    List<Contender> contenders = contenders(Jobs.named(jobs, Jobs.ofTopic()));
    try (Stage stage = Stage.open(options.dataDir(), options.settings());
        LocalSpark spark = LocalSpark.open(stage.config(), Optional.empty(), invocation)) {
      LatencyResult result =
          new LatencyBench(spark.session(), stage, line -> invocation.say("footfall: " + line))
              .run(wanted, contenders, invocation.clock());
      print(result);
    }
    return ExitCode.OK;
  }

  private List<Contender> contenders(List<Job> wanted) {
    List<Contender> contenders = new ArrayList<>();
    List<Contender> parts =
        new ArrayList<>(wanted.stream().flatMap(job -> job.contender().stream()).toList());
    contenders.add(Together.of(parts));
    if (withReport) {
      parts.add(new FootfallReports());
      contenders.add(Together.of(parts));
    }
    if (wanted.size() == 1 && wanted.get(0).name().equals(IngestJob.NAME)) {
      if (options.candidates()) {
        contenders.add(new ForeachBatchIngest());
      }
      if (!withoutBaseline) {
        contenders.add(new StockIngest());
      }
    }
    return contenders;
  }

  private void print(LatencyResult result) {
    output.print(invocation.out(), BenchView.rows(result), result.json());
    if (output.format() == OutputOptions.Format.TABLE) {
      printMore(BenchView.batches(result));
      if (phases) {
        printMore(BenchView.phases(result));
      }
      printMore(BenchView.growth(result));
    }
    if (heapCheck && output.format() == OutputOptions.Format.TABLE) {
      printMore(BenchView.minutes(result));
      for (LatencyRun run : result.runs()) {
        invocation.out().println(run.contender() + ": " + HealthMark.growth(run.marks()));
      }
    }
    output.conclude(invocation, result.machine().text(), result.summary());
  }

  private void printMore(Rows rows) {
    invocation.out().println();
    Table.print(rows, invocation.out());
  }
}
