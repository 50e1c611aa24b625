package io.footfall.cli.command;

import io.footfall.cli.context.CliErrors;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.demo.Demo;
import io.footfall.cli.demo.DemoResult;
import io.footfall.cli.demo.DemoSection;
import io.footfall.cli.demo.DemoSections;
import io.footfall.cli.demo.SectionResult;
import io.footfall.cli.job.Job;
import io.footfall.cli.job.Jobs;
import io.footfall.cli.job.RunningJobs;
import io.footfall.cli.output.Json;
import io.footfall.cli.output.OutputFile;
import io.footfall.cli.output.Table;
import io.footfall.cli.run.LocalBroker;
import io.footfall.cli.run.LocalFolder;
import io.footfall.cli.run.LocalSpark;
import io.footfall.cli.run.StopOnSignal;
import io.footfall.generator.core.GeneratorSpec;
import io.footfall.generator.core.Truth;
import io.footfall.runtime.metrics.Monitor;
import io.footfall.runtime.spark.RunMode;
import io.footfall.runtime.spark.StopOnExit;
import io.footfall.schema.core.config.FootfallConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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
          + "or differs. Event time passes 60 times as fast as the clock, so that visits end "
          + "(--speedup). A second demo in the same folder adds to its tables."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  footfall demo",
      "  footfall demo --events 50000 -o json",
      "  footfall demo --rate 10000 --late-ratio 0.1 --data-dir /tmp/shop --serve"
    })
public final class DemoCommand implements Callable<Integer> {
  private static final String TRUTH_FILE = "truth.json";

  /** Sessions end and funnels convert within a minute of the clock. */
  private static final double SPEEDUP = 60;

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
    GeneratorSpec spec = generator.spec(SPEEDUP); // wrong numbers are said before anything starts
    config.set(
        serve ? "footfall.metrics.page" : "footfall.metrics.enabled", Boolean.toString(serve));
    FootfallConfig settings = config.configForRun(invocation);
    Path truth = LocalFolder.require(settings, "the demo").resolve(TRUTH_FILE);
    try (LocalBroker broker = LocalBroker.of(settings, invocation);
        LocalSpark spark = LocalSpark.open(settings, Optional.empty(), invocation);
        Monitor monitor =
            Monitor.start(
                spark.session(),
                settings,
                Jobs.ofTopic().stream().map(Job::name).toList(),
                broker::bootstrapServers,
                line -> invocation.say("footfall: " + line))) {
      List<DemoSection> sections = DemoSections.open();
      RunningJobs.Place place =
          new RunningJobs.Place(
              spark.session(),
              settings,
              broker::bootstrapServers,
              RunMode.CONTINUOUS,
              monitor,
              (job, explanation) -> config.remember(settings));
      try (RunningJobs jobs = RunningJobs.start(Jobs.ofTopic(), place, invocation);
          StopOnExit stop = StopOnExit.call(jobs::close)) {
        DemoResult result =
            new Demo(settings, broker, spark.session(), invocation, sections)
                .run(spec, jobs, lastEvent(truth));
        OutputFile.write(truth, Json.text(result.run().toJson()));
        print(result);
        if (serve) {
          invocation.say("footfall: broker and jobs keep running; Ctrl-C stops them");
          try (StopOnSignal signal = StopOnSignal.call(jobs::stop)) {
            jobs.awaitEnd();
          }
        }
        return result.holds() ? ExitCode.OK : ExitCode.SOFTWARE;
      }
    }
  }

  /** What an earlier demo left in this folder. */
  private static Optional<Instant> lastEvent(Path truth) {
    if (!Files.isReadable(truth)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Truth.fromJson(Files.readString(truth)).lastEvent());
    } catch (IOException e) {
      throw CliErrors.unreadableFile(truth, e);
    }
  }

  private void print(DemoResult result) {
    PrintWriter out = invocation.out();
    if (output.format() == OutputOptions.Format.TABLE) {
      for (SectionResult section : result.sections()) {
        out.println(section.heading());
        Table.print(section.rows(), out);
        section.picture().forEach(out::println);
        out.println();
      }
      out.println("warehouse " + result.warehouse());
      out.println(result.summary());
      out.flush();
    } else {
      output.print(out, result.rows(), result.json());
      invocation.say(result.summary());
    }
    result.differences().forEach(line -> invocation.say("footfall: differs: " + line));
  }
}
