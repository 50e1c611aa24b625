package io.footfall.cli.command;

import io.footfall.cli.context.CliErrors;
import io.footfall.cli.context.Invocation;
import io.footfall.report.spark.TimeRange;
import io.footfall.schema.core.config.FootfallConfig;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which time a report is about, and how long it may be. */
public final class ReportOptions {
  static final int USUAL_LIMIT = 100;

  @Mixin private TimeOptions time;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Rows at most (default: " + USUAL_LIMIT + "). What is left out is said.")
  private Integer limit;

  /** As {@link TimeOptions#range}. */
  public TimeRange range(FootfallConfig config, Invocation invocation) {
    return time.range(config, invocation);
  }

  /** How many rows at most; at least 1. */
  public int limit() {
    return given().orElse(USUAL_LIMIT);
  }

  /** Likewise; empty where nobody has said so. */
  OptionalInt given() {
    if (limit == null) {
      return OptionalInt.empty();
    }
    if (limit < 1) {
      throw CliErrors.badCount("--limit", limit, 1);
    }
    return OptionalInt.of(limit);
  }

  /** How many rows to ask for: one more than are shown tells whether there are more. */
  int toAsk() {
    return (int) Math.min(Integer.MAX_VALUE, limit() + 1L);
  }

  /** Those that may be shown; that there are more is said beside the data. */
  <T> List<T> shown(List<T> rows, Invocation invocation) {
    if (rows.size() <= limit()) {
      return rows;
    }
    invocation.say(
        "footfall: there are more than these %,d rows; a greater --limit shows them"
            .formatted(limit()));
    return rows.subList(0, limit());
  }
}
