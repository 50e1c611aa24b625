package io.footfall.cli.command;

import io.footfall.bench.core.BenchErrors;
import io.footfall.bench.core.GrowthPoint;
import io.footfall.bench.core.GrowthResult;
import io.footfall.bench.spark.GrowingState;
import io.footfall.bench.spark.Stage;
import io.footfall.bench.spark.StateGrowth;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.output.Column;
import io.footfall.cli.output.OutputFile;
import io.footfall.cli.output.Rows;
import io.footfall.cli.run.LocalSpark;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code footfall bench growth}. */
@Command(
    name = "growth",
    description = {
      "How long a job's batches take while there is more and more state.",
      "Users come and stay, with an open session or in the middle of a funnel; at each number of "
          + "them the same traffic is measured. At the end all leave, and the watermark passes them."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  FOOTFALL_JAVA_OPTS=-Xmx4g footfall bench growth --picture docs/session-growth.svg",
      "  FOOTFALL_JAVA_OPTS=-Xmx4g footfall bench growth --job funnel",
      "  footfall bench growth --users 1000,10000 -o json"
    })
public final class BenchGrowthCommand implements Callable<Integer> {

  private final Invocation invocation;
  @Mixin private BenchOptions options;
  @Mixin private OutputOptions output;

  @Option(
      names = "--job",
      paramLabel = "JOB",
      description = "The job with the state: ${COMPLETION-CANDIDATES} (default: session).",
      completionCandidates = Names.class)
  private String job = GrowingState.ALL.get(0).job();

  @Option(
      names = "--users",
      paramLabel = "N",
      split = ",",
      description = "How many, ascending (default: 10000,100000,1000000).")
  private List<Long> users = List.of(10_000L, 100_000L, 1_000_000L);

  @Option(names = "--picture", paramLabel = "FILE", description = "Draw the curve, as SVG.")
  private Path picture;

  /** For picocli. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return GrowingState.ALL.stream().map(GrowingState::job).iterator();
    }
  }

  public BenchGrowthCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    GrowingState growing =
        GrowingState.ALL.stream()
            .filter(each -> each.job().equals(job))
            .findFirst()
            .orElseThrow(() -> BenchErrors.badOption("job", job, String.join(" or ", new Names())));
    if (picture != null) {
      OutputFile.requireWritable(picture);
    }
    GrowthResult result;
    try (Stage stage = Stage.open(options.dataDir(), options.settings());
        LocalSpark spark = LocalSpark.open(stage.config(), Optional.empty(), invocation)) {
      result =
          new StateGrowth(
                  spark.session(), stage, growing, line -> invocation.say("footfall: " + line))
              .run(users, invocation.clock());
    }
    if (picture != null) {
      OutputFile.write(picture, result.chart().svg().stripTrailing());
    }
    output.print(invocation.out(), rows(result), result.json());
    output.conclude(invocation, result.machine().text(), result.summary());
    return ExitCode.OK;
  }

  private static Rows rows(GrowthResult result) {
    Rows rows =
        Rows.of(
            Column.right("users"),
            Column.right("load_s"),
            Column.right("batches"),
            Column.right("batch_p50_ms"),
            Column.right("batch_p90_ms"),
            Column.right("batch_max_ms"),
            Column.right("states"),
            Column.right("heap_mib"));
    for (GrowthPoint point : result.points()) {
      rows =
          rows.with(
              point.users(),
              point.loadSeconds(),
              point.batches(),
              point.p50Millis(),
              point.p90Millis(),
              point.maxMillis(),
              point.states(),
              point.heapBytes() >> 20);
    }
    return rows;
  }
}
