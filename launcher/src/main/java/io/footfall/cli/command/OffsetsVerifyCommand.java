package io.footfall.cli.command;

import io.footfall.cli.context.CliErrors;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.offsets.OffsetFacts;
import io.footfall.cli.offsets.OffsetLooks;
import io.footfall.cli.offsets.OffsetsView;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code footfall offsets verify}. */
@Command(
    name = "verify",
    description = {
      "Exit 1 unless checkpoint, table, published copies and topic agree.",
      "A copy agrees when it reaches, within --wait, what the table had recorded at the beginning, "
          + "and is never ahead of the table: so it can be asked beside a running job."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  footfall offsets verify --data-dir footfall-data",
      "  footfall offsets verify --config application.conf --wait 60"
    })
public final class OffsetsVerifyCommand implements Callable<Integer> {
  private static final long PAUSE_MILLIS = 500;

  private final Invocation invocation;
  @Mixin private OffsetsOptions offsets;
  @Mixin private OutputOptions output;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "How long copies may take (default: ${DEFAULT-VALUE}).")
  private long wait;

  public OffsetsVerifyCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (wait < 0) {
      throw CliErrors.badCount("--wait", wait, 0);
    }
    try (OffsetLooks looks = offsets.open(invocation)) {
      OffsetFacts first = looks.look();
      OffsetFacts now = first;
      long until = System.nanoTime() + Duration.ofSeconds(wait).toNanos();
      while (!now.agreeSince(first) && System.nanoTime() < until) {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        now = looks.look();
      }
      OffsetsView view = new OffsetsView(now, first);
      output.print(invocation.out(), view.rows(), view.json());
      output.conclude(invocation, view.lines().toArray(String[]::new));
      return view.agree() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }
}
