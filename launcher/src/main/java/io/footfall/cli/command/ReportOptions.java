package io.footfall.cli.command;

import io.footfall.cli.context.CliErrors;
import io.footfall.cli.context.Invocation;
import io.footfall.report.spark.TimeRange;
import io.footfall.schema.core.config.FootfallConfig;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which time a report is about, and how long it may be. */
public final class ReportOptions {
  @Mixin private TimeOptions time;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Rows at most (default: ${DEFAULT-VALUE}).")
  private int limit = 100;

  /** As {@link TimeOptions#range}. */
  public TimeRange range(FootfallConfig config, Invocation invocation) {
    return time.range(config, invocation);
  }

  /** How many rows at most; at least 1. */
  public int limit() {
    if (limit < 1) {
      throw CliErrors.badCount("--limit", limit, 1);
    }
    return limit;
  }
}
