package io.footfall.cli.command;

import io.footfall.cli.context.Invocation;
import io.footfall.cli.offsets.LagReport;
import io.footfall.cli.offsets.OffsetLooks;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code footfall offsets lag}. */
@Command(
    name = "lag",
    description = {
      "How far a job is behind its topic, in records and in seconds, and when it will have caught up.",
      "Seconds: the time of the newest record less that of the first one not yet in the tables."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  footfall offsets lag --data-dir footfall-data", "  footfall offsets lag -o json"})
public final class OffsetsLagCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private OffsetsOptions offsets;
  @Mixin private OutputOptions output;

  public OffsetsLagCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    try (OffsetLooks looks = offsets.open(invocation)) {
      LagReport report = LagReport.of(looks, invocation.clock().instant());
      output.print(invocation.out(), report.rows(), report.json());
      output.conclude(invocation, report.summary());
      return ExitCode.OK;
    }
  }
}
