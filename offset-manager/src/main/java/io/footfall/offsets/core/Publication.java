package io.footfall.offsets.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What one publishing target has got, and what it gets next. Pure and immutable: time comes in,
 * {@link Step}s come out, somebody else does the writing.
 *
 * <p>It offers only positions that a table has recorded, joined over time: so a copy is never ahead
 * of the table and never goes back within an epoch. Only the newest is kept, so that an outage
 * costs no memory.
 *
 * @param written what was written last; empty before the first time
 * @param attemptedAt when a write was begun last, whatever became of it
 * @param failures in a row
 */
public record Publication(
    Pace pace,
    Optional<Position> committed,
    Optional<Position> written,
    Optional<Instant> attemptedAt,
    int failures) {

  /**
   * How often.
   *
   * @param interval least time between two writes
   * @param heartbeat longest time without one
   * @param longestRetry the longest wait after a failure; the first is {@code interval}, then twice
   *     as long each time
   */
  public record Pace(Duration interval, Duration heartbeat, Duration longestRetry) {}

  /** What somebody is to hear of a write. */
  public enum Notice {
    NOTHING,
    /** The first failure of a row. */
    OUTAGE,
    /** The first success after failures. */
    HEALED
  }

  /** The next state, and what is to be said. */
  public record Step(Publication next, Notice notice) {}

  /** Nothing is committed yet. */
  public static Publication idle(Pace pace) {
    return new Publication(pace, Optional.empty(), Optional.empty(), Optional.empty(), 0);
  }

  /** After a commit to the table. */
  public Publication committed(Position position) {
    Position joined = committed.map(known -> known.joinedWith(position)).orElse(position);
    return position.isEmpty()
        ? this
        : new Publication(pace, Optional.of(joined), written, attemptedAt, failures);
  }

  /** How long until a write is due, zero for now; empty while there is nothing to write. */
  public Optional<Duration> dueIn(Instant now) {
    if (committed.isEmpty()) {
      return Optional.empty();
    }
    if (attemptedAt.isEmpty()) {
      return Optional.of(Duration.ZERO);
    }
    Duration wait = Duration.between(now, attemptedAt.get().plus(pause()));
    return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
  }

  private Duration pause() {
    if (failures > 0) {
      long doubled = pace.interval().toMillis() << Math.min(failures - 1, 20);
      return Duration.ofMillis(
          Math.min(Math.max(doubled, pace.interval().toMillis()), pace.longestRetry().toMillis()));
    }
    return isCurrent() ? pace.heartbeat() : pace.interval();
  }

  /** True when the target has all that is committed. */
  public boolean isCurrent() {
    return committed.equals(written);
  }

  /** A write of {@code position} has succeeded. */
  public Step wrote(Position position, Instant now) {
    return new Step(
        new Publication(pace, committed, Optional.of(position), Optional.of(now), 0),
        failures > 0 ? Notice.HEALED : Notice.NOTHING);
  }

  /** A write has failed; nothing is known of what the target holds. */
  public Step failed(Instant now) {
    return new Step(
        new Publication(pace, committed, written, Optional.of(now), failures + 1),
        failures == 0 ? Notice.OUTAGE : Notice.NOTHING);
  }
}
