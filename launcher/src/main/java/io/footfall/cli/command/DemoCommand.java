package io.footfall.cli.command;

import io.footfall.cli.context.Invocation;
import io.footfall.cli.demo.Demo;
import io.footfall.cli.demo.DemoResult;
import io.footfall.cli.output.Json;
import io.footfall.cli.output.OutputFile;
import io.footfall.cli.run.IngestProgress;
import io.footfall.cli.run.LocalBroker;
import io.footfall.cli.run.LocalFolder;
import io.footfall.cli.run.LocalSpark;
import io.footfall.cli.run.StopOnSignal;
import io.footfall.ingest.IngestJob;
import io.footfall.runtime.spark.JobPlan;
import io.footfall.runtime.spark.RunMode;
import io.footfall.runtime.spark.RunningJob;
import io.footfall.runtime.spark.StopOnExit;
import io.footfall.runtime.spark.SupervisedJob;
import io.footfall.schema.core.config.FootfallConfig;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code footfall demo}. */
@Command(
    name = "demo",
    description = {
      "Run everything on this machine: a broker, the jobs, and a shop that sends events.",
      "At the end the tables are compared with what was sent. Exits 1 if anything was lost, doubled "
          + "or differs. A second demo in the same folder adds to its tables."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  footfall demo",
      "  footfall demo --events 50000 -o json",
      "  footfall demo --rate 10000 --late-ratio 0.1 --data-dir /tmp/shop --serve"
    })
public final class DemoCommand implements Callable<Integer> {
  private static final String TRUTH_FILE = "truth.json";

  private final Invocation invocation;
  @Mixin private ConfigOptions config;
  @Mixin private GeneratorOptions generator;
  @Mixin private OutputOptions output;

  @Option(names = "--serve", description = "Keep broker and jobs running afterwards, until Ctrl-C.")
  private boolean serve;

  public DemoCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    generator.spec(); // wrong numbers are said before anything starts
    FootfallConfig settings = config.configForRun(invocation);
    Path truth = LocalFolder.require(settings, "the demo").resolve(TRUTH_FILE);
    try (LocalBroker broker = LocalBroker.of(settings, invocation);
        LocalSpark spark = LocalSpark.open(settings, Optional.empty(), invocation)) {
      IngestProgress progress = new IngestProgress();
      Supplier<RunningJob> starter =
          () -> {
            JobPlan plan = IngestJob.plan(spark.session(), settings, broker.bootstrapServers());
            config.remember(settings);
            return IngestJob.start(spark.session(), plan, RunMode.CONTINUOUS, progress);
          };
      try (SupervisedJob job =
              SupervisedJob.start(
                  starter,
                  SupervisedJob.Environment.real(notice -> invocation.say("footfall: " + notice)));
          StopOnExit stop = StopOnExit.call(job::close)) {
        Demo demo = new Demo(settings, broker, spark.session(), invocation);
        demo.warmUp(generator.spec(), job, progress);
        DemoResult result = demo.run(generator.spec(), job, progress);
        OutputFile.write(truth, Json.text(result.run().toJson()));
        print(result);
        if (serve) {
          invocation.say("footfall: broker and jobs keep running; Ctrl-C stops them");
          try (StopOnSignal signal = StopOnSignal.call(job::stop)) {
            job.awaitEnd();
          }
        }
        return result.holds() ? ExitCode.OK : ExitCode.SOFTWARE;
      }
    }
  }

  private void print(DemoResult result) {
    output.print(invocation.out(), result.rows(), result.json());
    if (output.format() == OutputOptions.Format.TABLE) {
      invocation.out().println();
      invocation.out().println("warehouse " + result.warehouse());
      invocation.out().println(result.summary());
      invocation.out().flush();
    } else {
      invocation.say(result.summary());
    }
    result.differences().forEach(line -> invocation.say("footfall: differs: " + line));
  }
}
