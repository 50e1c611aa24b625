package io.footfall.cli.command;

import io.footfall.bench.core.FunnelResult;
import io.footfall.bench.jmh.FunnelBench;
import io.footfall.cli.bench.BenchView;
import io.footfall.cli.context.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code footfall bench funnel-engine}. */
@Command(
    name = "funnel-engine",
    description = {
      "What one event costs the funnel engine on one core, by mode; and a user with 100,000 events.",
      "JMH runs each mode in a JVM of its own."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  footfall bench funnel-engine",
      "  footfall bench funnel-engine --duration 3 -o json"
    })
public final class BenchFunnelEngineCommand implements Callable<Integer> {

  private final Invocation invocation;
  @Mixin private OutputOptions output;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      description = "Per JVM, discarded (default: 3).")
  private int warmUp = 3;

  @Option(
      names = "--duration",
      paramLabel = "SECONDS",
      description = "Measured per JVM (default: 5).")
  private int seconds = 5;

  public BenchFunnelEngineCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    FunnelResult result =
        FunnelBench.run(
            warmUp, seconds, line -> invocation.say("footfall: " + line), invocation.clock());
    output.print(invocation.out(), BenchView.rows(result), result.json());
    output.conclude(invocation, result.machine().text(), result.summary());
    return ExitCode.OK;
  }
}
