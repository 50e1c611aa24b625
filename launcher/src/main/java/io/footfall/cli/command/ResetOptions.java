package io.footfall.cli.command;

import io.footfall.cli.context.Invocation;
import io.footfall.cli.offsets.OffsetLooks;
import io.footfall.cli.offsets.ResetReport;
import io.footfall.cli.offsets.Resets;
import io.footfall.schema.core.config.FootfallConfig;
import java.util.Optional;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Whether offsets are really moved, and at what price. */
final class ResetOptions {
  @Option(
      names = "--execute",
      description = "Do it. Without, the plan is printed and nothing is done.")
  private boolean execute;

  @Option(names = "--dry-run", description = "Do not do it, which is the default.")
  private boolean dryRun;

  @Option(
      names = "--accept-loss",
      description =
          "Pass over offsets that were never read, and list them in the table accepted_losses.")
  private boolean acceptLoss;

  @Option(
      names = "--to-warehouse",
      paramLabel = "DIR",
      description =
          "Leave the job's tables and checkpoint as they are, and let a job with "
              + "footfall.warehouse = DIR begin there.")
  private Optional<String> warehouse = Optional.empty();

  Integer run(
      Invocation invocation,
      OffsetsOptions offsets,
      OutputOptions output,
      Resets.Wish wish,
      String reason) {
    boolean really = execute && !dryRun;
    FootfallConfig settings = offsets.config().config(invocation);
    Optional<FootfallConfig> elsewhere =
        warehouse.map(dir -> offsets.config().with("footfall.warehouse", dir, invocation));
    try (OffsetLooks looks = offsets.open(settings, invocation)) {
      Resets resets = new Resets(looks, invocation.clock(), reason);
      ResetReport report =
          elsewhere.isPresent()
              ? resets.into(elsewhere.get(), wish, really)
              : resets.here(wish, really, acceptLoss);
      output.print(invocation.out(), report.rows(), report.json());
      output.conclude(invocation, report.lines().toArray(String[]::new));
      return ExitCode.OK;
    }
  }
}
