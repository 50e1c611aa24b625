package io.footfall.cli.command;

import io.footfall.cli.context.Invocation;
import io.footfall.cli.offsets.OffsetLooks;
import io.footfall.cli.offsets.OffsetsView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code footfall offsets show}. */
@Command(
    name = "show",
    description = {
      "Put checkpoint, table, published copies and the topic's ends side by side.",
      "Beside a running job, copies may be a moment behind: see `footfall offsets verify`."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  footfall offsets show --data-dir footfall-data",
      "  footfall offsets show --config application.conf -o json"
    })
public final class OffsetsShowCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private OffsetsOptions offsets;
  @Mixin private OutputOptions output;

  public OffsetsShowCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    try (OffsetLooks looks = offsets.open(invocation)) {
      OffsetsView view = OffsetsView.of(looks.look());
      output.print(invocation.out(), view.rows(), view.json());
      output.conclude(invocation, view.lines().toArray(String[]::new));
      return ExitCode.OK;
    }
  }
}
