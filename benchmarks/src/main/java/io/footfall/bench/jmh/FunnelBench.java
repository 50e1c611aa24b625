package io.footfall.bench.jmh;

import io.footfall.bench.core.BenchErrors;
import io.footfall.bench.core.FunnelResult;
import io.footfall.bench.core.Machine;
import io.footfall.schema.core.funnel.FunnelMode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link FunnelBenchmark}, each mode in a JVM of its own. */
public final class FunnelBench {

  private FunnelBench() {}

  /**
   * Measures; nothing else should run meanwhile.
   *
   * @param warmUp seconds per JVM, discarded
   * @param seconds measured per JVM
   * @param say takes lines for people who wait
   */
  public static FunnelResult run(int warmUp, int seconds, Consumer<String> say, Clock clock) {
    if (warmUp < 0 || seconds < 1) {
      throw BenchErrors.badOption("seconds", seconds, "1 or more");
    }
    Machine machine = Machine.here(clock);
    machine.warning().ifPresent(say);
    List<FunnelResult.Line> lines = new ArrayList<>();
    for (FunnelMode mode : FunnelMode.values()) {
      FunnelResult.Line line =
          new FunnelResult.Line(
              mode.name(),
              measure("users", mode, warmUp, seconds),
              measure("hostile", mode, warmUp, seconds));
      say.accept(
          String.format(
              Locale.ROOT,
              "%s: %.1f ns per event, hostile user %.1f ns",
              mode,
              line.usersNanos(),
              line.hostileNanos()));
      lines.add(line);
    }
    return new FunnelResult(machine, lines);
  }

  private static double measure(String what, FunnelMode mode, int warmUp, int seconds) {
    Options options =
        new OptionsBuilder()
            .include(Pattern.quote(FunnelBenchmark.class.getName() + "." + what) + "$")
            .param("mode", mode.name())
            .forks(1)
            .warmupIterations(warmUp)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(seconds)
            .measurementTime(TimeValue.seconds(1))
            .shouldFailOnError(true)
            .build();
    try {
      return new Runner(
              options, OutputFormatFactory.createFormatInstance(System.err, VerboseMode.SILENT))
          .run()
          .iterator()
          .next()
          .getPrimaryResult()
          .getScore();
    } catch (RunnerException e) {
      throw BenchErrors.failed(what, e);
    }
  }
}
