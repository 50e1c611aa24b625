package io.footfall.cli.command;

import io.footfall.cli.context.CliErrors;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.offsets.Resets;
import io.footfall.offsets.core.ResetTarget;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code footfall offsets reset}. */
@Command(
    name = "reset",
    description = {
      "Move a job to other offsets, with the options of kafka-consumer-groups.sh --reset-offsets.",
      "Prints the plan, and does nothing without --execute. The job must not run: one that does is "
          + "fenced and stops. Back: begins a new source epoch, so that no row counts twice within "
          + "one. Forward: passes over offsets, which needs --accept-loss. Targets outside of what "
          + "the topic holds are moved to its nearest offset."
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  footfall offsets reset --to-earliest",
      "  footfall offsets reset --by-duration PT1H --execute",
      "  footfall offsets reset --to-current --accept-loss --execute     Retention has overtaken.",
      "  footfall offsets reset --to-earliest --to-warehouse again --execute"
    })
public final class OffsetsResetCommand implements Callable<Integer> {
  private final Invocation invocation;

  @ArgGroup(multiplicity = "1")
  private Where where;

  @Mixin private ResetOptions how;
  @Mixin private OffsetsOptions offsets;
  @Mixin private OutputOptions output;

  private static final class Where {
    @Option(names = "--to-earliest", required = true, description = "The first offset there is.")
    private boolean earliest;

    @Option(names = "--to-latest", required = true, description = "Behind the last offset.")
    private boolean latest;

    @Option(
        names = "--to-current",
        required = true,
        description = "Where it stands, or as near as the topic still holds.")
    private boolean current;

    @Option(
        names = "--to-datetime",
        paramLabel = "TIME",
        required = true,
        description = "The first record of that time or later, UTC where it names no zone.")
    private String datetime;

    @Option(
        names = "--by-duration",
        paramLabel = "DURATION",
        required = true,
        description = "The first record of that long ago or later, such as PT90M or P1D.")
    private String duration;

    @Option(
        names = "--to-offset",
        paramLabel = "N",
        required = true,
        description = "That offset in each partition.")
    private Long offset;

    @Option(
        names = "--shift-by",
        paramLabel = "N",
        required = true,
        description = "So many offsets on, or back where negative.")
    private Long shift;
  }

  public OffsetsResetCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    return how.run(invocation, offsets, output, wish(), "reset " + words());
  }

  private Resets.Wish wish() {
    if (where.datetime != null) {
      Instant time = time(where.datetime);
      return resets -> resets.at(time);
    }
    if (where.duration != null) {
      Instant time = invocation.clock().instant().minus(duration(where.duration));
      return resets -> resets.at(time);
    }
    ResetTarget target = target();
    return resets -> target;
  }

  private ResetTarget target() {
    if (where.earliest) {
      return ResetTarget.toEarliest();
    }
    if (where.latest) {
      return ResetTarget.toLatest();
    }
    if (where.offset != null) {
      return ResetTarget.toOffset(where.offset);
    }
    return where.shift != null ? ResetTarget.shiftBy(where.shift) : ResetTarget.toCurrent();
  }

  private String words() {
    if (where.datetime != null) {
      return "--to-datetime " + where.datetime;
    }
    if (where.duration != null) {
      return "--by-duration " + where.duration;
    }
    if (where.offset != null) {
      return "--to-offset " + where.offset;
    }
    if (where.shift != null) {
      return "--shift-by " + where.shift;
    }
    if (where.current) {
      return "--to-current";
    }
    return where.earliest ? "--to-earliest" : "--to-latest";
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      try {
        return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
      } catch (DateTimeException again) {
        throw CliErrors.badTime("--to-datetime", text, "for example 2026-03-01T12:00:00Z");
      }
    }
  }

  private static Duration duration(String text) {
    try {
      Duration duration = Duration.parse(text);
      if (!duration.isNegative()) {
        return duration;
      }
    } catch (DateTimeException e) {
      throw CliErrors.badTime("--by-duration", text, "for example PT90M or P1D");
    }
    throw CliErrors.badTime("--by-duration", text, "a duration that is not negative");
  }
}
