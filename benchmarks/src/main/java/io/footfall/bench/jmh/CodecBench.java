package io.footfall.bench.jmh;

import io.footfall.bench.core.BenchErrors;
import io.footfall.bench.core.CodecResult;
import io.footfall.bench.core.Machine;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link CodecBenchmark}, each way of reading in a JVM of its own. */
public final class CodecBench {
  private static final List<String> WAYS =
      List.of(
          CodecResult.CODEC,
          "codec_5_fields",
          CodecResult.BASELINE,
          "from_json_5_fields",
          "jackson_pojo",
          "jackson_tree",
          "jackson_tokens");

  private CodecBench() {}

  /**
   * Measures; nothing else should run meanwhile.
   *
   * @param warmUp seconds per JVM, discarded
   * @param seconds measured per JVM
   * @param forks JVMs per way of reading
   * @param say takes lines for people who wait
   */
  public static CodecResult run(
      int warmUp, int seconds, int forks, Consumer<String> say, Clock clock) {
    if (warmUp < 0 || seconds < 1 || forks < 1) {
      throw BenchErrors.badOption("seconds or --forks", seconds + ", " + forks, "1 or more");
    }
    Machine machine = Machine.here(clock);
    machine.warning().ifPresent(say);
    List<CodecResult.Line> lines = new ArrayList<>();
    for (String way : WAYS) {
      CodecResult.Line line = measure(way, warmUp, seconds, forks);
      say.accept(String.format(Locale.ROOT, "%s: %,.0f ns per event", way, line.nanosPerEvent()));
      lines.add(line);
    }
    return new CodecResult(machine, Events.sample().meanBytes(), lines);
  }

  private static CodecResult.Line measure(String way, int warmUp, int seconds, int forks) {
    Options options =
        new OptionsBuilder()
            .include(Pattern.quote(CodecBenchmark.class.getName() + "." + way) + "$")
            .forks(forks)
            .warmupIterations(warmUp)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(seconds)
            .measurementTime(TimeValue.seconds(1))
            .shouldFailOnError(true)
            .build();
    try {
      Collection<RunResult> results =
          new Runner(
                  options, OutputFormatFactory.createFormatInstance(System.err, VerboseMode.SILENT))
              .run();
      var score = results.iterator().next().getPrimaryResult();
      return new CodecResult.Line(way, score.getScore(), score.getScoreError());
    } catch (RunnerException e) {
      throw BenchErrors.failed(way, e);
    }
  }
}
