package io.footfall.cli.command;

import io.footfall.cli.context.CliErrors;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.report.Moment;
import io.footfall.report.spark.TimeRange;
import io.footfall.schema.core.config.FootfallConfig;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which time a report is about. */
public final class TimeOptions {

  @Option(
      names = "--since",
      paramLabel = "T",
      description =
          "From here on: 2026-03-01, 2026-03-01T10:00 (in footfall.report.zone), with an offset, or "
              + "30m, 2h, 7d ago.")
  private Optional<String> since = Optional.empty();

  @Option(names = "--until", paramLabel = "T", description = "Up to here, exclusive.")
  private Optional<String> until = Optional.empty();

  /**
   * The time asked for.
   *
   * @throws io.footfall.schema.core.error.FootfallException category USER, for text that is no
   *     time, and for a beginning that is still to come
   */
  public TimeRange range(FootfallConfig config, Invocation invocation) {
    ZoneId zone = config.report().zone();
    Instant now = invocation.clock().instant();
    TimeRange range =
        new TimeRange(
            since.map(text -> Moment.parse("--since", text, zone, now)),
            until.map(text -> Moment.parse("--until", text, zone, now)));
    if (range.since().isPresent() && range.since().get().isAfter(now)) {
      throw CliErrors.sinceTheFuture(since.get(), now);
    }
    if (range.since().isPresent()
        && range.until().isPresent()
        && !range.since().get().isBefore(range.until().get())) {
      throw CliErrors.emptyRange(since.get(), until.get());
    }
    return range;
  }
}
