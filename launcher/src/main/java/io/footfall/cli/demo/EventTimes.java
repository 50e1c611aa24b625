package io.footfall.cli.demo;

import io.footfall.generator.core.GeneratorSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When warm-up and run take place in event time. Where it passes faster than the clock it has to
 * lie in the past, and must not step back: not from the warm-up to the run, nor from an earlier
 * demo in the same folder. To sessions and funnels all would be late.
 */
record EventTimes(GeneratorSpec warmUp, GeneratorSpec run) {
  /** Room for further demos behind this one. */
  private static final Duration BACK = Duration.ofHours(6);

  /** Longer than a session's gap and the lateness: earlier sessions end. */
  private static final Duration PAUSE = Duration.ofMinutes(15);

  /** The clock goes on between warm-up and run; event time does not. */
  private static final Duration SLACK = Duration.ofMinutes(2);

  /**
   * Places both.
   *
   * @param lastEvent largest event time of the demo before this one
   */
  static EventTimes of(
      GeneratorSpec warmUp, GeneratorSpec run, Instant now, Optional<Instant> lastEvent) {
    if (run.start().isPresent()) {
      return new EventTimes(
          warmUp.withStart(run.start().get().minus(warmUp.span()).minusSeconds(1)), run);
    }
    if (run.speedup() == 1) {
      return new EventTimes(warmUp, run);
    }
    Duration span = warmUp.span().plus(run.span());
    Instant latest = now.minus(span).minus(SLACK);
    Instant wanted = lastEvent.map(last -> last.plus(PAUSE)).orElse(Instant.MIN);
    Instant start = earlier(latest, later(latest.minus(BACK), wanted));
    return new EventTimes(
        warmUp.withStart(start), run.withStart(start.plus(warmUp.span()).plusSeconds(1)));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
