package io.footfall.cli.command;

import io.footfall.bench.core.CodecResult;
import io.footfall.bench.jmh.CodecBench;
import io.footfall.cli.bench.BenchView;
import io.footfall.cli.context.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code footfall bench codec}. */
@Command(
    name = "codec",
    description = {
      "What reading one event costs on one core: the codec, from_json, and plain Jackson.",
      "JMH runs each way of reading in a JVM of its own."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  footfall bench codec", "  footfall bench codec --forks 3 -o json"})
public final class BenchCodecCommand implements Callable<Integer> {

  private final Invocation invocation;
  @Mixin private OutputOptions output;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      description = "Per JVM, discarded (default: 10).")
  private int warmUp = 10;

  @Option(
      names = "--duration",
      paramLabel = "SECONDS",
      description = "Measured per JVM (default: 10).")
  private int seconds = 10;

  @Option(names = "--forks", paramLabel = "N", description = "JVMs for each way (default: 1).")
  private int forks = 1;

  public BenchCodecCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    CodecResult result =
        CodecBench.run(
            warmUp,
            seconds,
            forks,
            line -> invocation.say("footfall: " + line),
            invocation.clock());
    output.print(invocation.out(), BenchView.rows(result), result.json());
    output.conclude(invocation, result.machine().text(), result.summary());
    return ExitCode.OK;
  }
}
