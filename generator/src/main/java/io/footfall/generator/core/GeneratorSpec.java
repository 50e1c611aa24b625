package io.footfall.generator.core;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What to generate. The ratios are shares of all records; what they leave is in time and in order.
 * Nothing is late or sent twice where records lie further apart in event time than {@code
 * lateness}.
 *
 * @param events records in all, duplicates and malformed ones included
 * @param rate records per second of the clock; 0 for as fast as possible
 * @param users how many users there are to choose from
 * @param lateRatio sent late, but within {@code lateness}
 * @param tooLateRatio sent later than {@code lateness} allows, by minutes
 * @param duplicateRatio sent a second time, byte for byte, within {@code lateness}
 * @param malformedRatio records that are no events
 * @param speedup seconds of event time per second of the clock, at least 1
 * @param start event time of the first record; empty for {@link #latestStart} of the sending
 * @param lateness how far event times may be out of order
 */
public record GeneratorSpec(
    long events,
    long rate,
    int users,
    double lateRatio,
    double tooLateRatio,
    double duplicateRatio,
    double malformedRatio,
    long seed,
    double speedup,
    Optional<Instant> start,
    Duration lateness) {

  /** Events per second of event time (without speedup) when {@link #rate} is 0. */
  private static final long RATE_WITHOUT_CLOCK = 10_000;

  /** Room for other records beside the late, doubled and broken ones. */
  private static final double MAX_RATIO_SUM = 0.9;

  /** The contract's 30 days, less what a record can be too late. */
  private static final Duration OLDEST_START = Duration.ofDays(29);

  public GeneratorSpec {
    if (events < 0) {
      throw GeneratorErrors.badOption("events", events, "0 or more");
    }
    if (rate < 0) {
      throw GeneratorErrors.badOption("rate", rate, "0 (as fast as possible) or more");
    }
    if (users < 1) {
      throw GeneratorErrors.badOption("users", users, "1 or more");
    }
    if (!(speedup >= 1) || Double.isInfinite(speedup)) {
      throw GeneratorErrors.badOption("speedup", speedup, "1 or more");
    }
    if (lateness.compareTo(Duration.ofSeconds(1)) < 0) {
      throw GeneratorErrors.badOption("lateness", lateness, "1 second or more");
    }
    requireRatio("late-ratio", lateRatio);
    requireRatio("too-late-ratio", tooLateRatio);
    requireRatio("duplicate-ratio", duplicateRatio);
    requireRatio("malformed-ratio", malformedRatio);
    double sum = lateRatio + tooLateRatio + duplicateRatio + malformedRatio;
    if (sum > MAX_RATIO_SUM) {
      throw GeneratorErrors.badOption("sum of all ratios", sum, "at most " + MAX_RATIO_SUM);
    }
    start = start.map(instant -> instant.truncatedTo(ChronoUnit.MILLIS));
  }

  private static void requireRatio(String name, double ratio) {
    if (!(ratio >= 0 && ratio <= 1)) {
      throw GeneratorErrors.badOption(name, ratio, "between 0 and 1");
    }
  }

  /** 200,000 events at 5,000 a second from 10,000 users, with a little of every trouble. */
  public static GeneratorSpec defaults() {
    return new GeneratorSpec(
        200_000,
        5_000,
        10_000,
        0.05,
        0.005,
        0.01,
        0.01,
        42,
        1,
        Optional.empty(),
        Duration.ofMinutes(2));
  }

  public GeneratorSpec withEvents(long value) {
    return copy(value, rate, users, seed, speedup, start);
  }

  /** Another number of events in the same event time. */
  public GeneratorSpec withEventsInSameTime(long value) {
    return withEvents(value).withSpeedup(Math.max(1, speedup * events / Math.max(1, value)));
  }

  public GeneratorSpec withRate(long value) {
    return copy(events, value, users, seed, speedup, start);
  }

  public GeneratorSpec withUsers(int value) {
    return copy(events, rate, value, seed, speedup, start);
  }

  public GeneratorSpec withSeed(long value) {
    return copy(events, rate, users, value, speedup, start);
  }

  public GeneratorSpec withSpeedup(double value) {
    return copy(events, rate, users, seed, value, start);
  }

  public GeneratorSpec withStart(Instant value) {
    return copy(events, rate, users, seed, speedup, Optional.of(value));
  }

  private GeneratorSpec copy(
      long newEvents,
      long newRate,
      int newUsers,
      long newSeed,
      double newSpeedup,
      Optional<Instant> newStart) {
    return new GeneratorSpec(
        newEvents,
        newRate,
        newUsers,
        lateRatio,
        tooLateRatio,
        duplicateRatio,
        malformedRatio,
        newSeed,
        newSpeedup,
        newStart,
        lateness);
  }

  /** All four ratios at once. */
  public GeneratorSpec withRatios(double late, double tooLate, double duplicate, double malformed) {
    return new GeneratorSpec(
        events, rate, users, late, tooLate, duplicate, malformed, seed, speedup, start, lateness);
  }

  public GeneratorSpec withLateness(Duration value) {
    return new GeneratorSpec(
        events,
        rate,
        users,
        lateRatio,
        tooLateRatio,
        duplicateRatio,
        malformedRatio,
        seed,
        speedup,
        start,
        value);
  }

  /** Records per second, also where no clock paces them. */
  double nominalRate() {
    return rate > 0 ? rate : RATE_WITHOUT_CLOCK;
  }

  /** Event time from the first record to the last. */
  public Duration span() {
    return Duration.ofMillis((long) Math.ceil(events * 1_000.0 * speedup / nominalRate()));
  }

  /** The latest start from which event time never passes a clock that shows {@code sendStart}. */
  public Instant latestStart(Instant sendStart) {
    long sendMillis = rate > 0 ? (long) (events * 1_000.0 / rate) : 0;
    return sendStart
        .truncatedTo(ChronoUnit.MILLIS)
        .minusMillis(Math.max(0, span().toMillis() - sendMillis));
  }

  /**
   * This spec with a start.
   *
   * @param sendStart when the first record will be sent
   * @throws io.footfall.schema.core.error.FootfallException when event time would pass the clock,
   *     or when the events reach back further than the contract's largest age
   */
  public GeneratorSpec startedAt(Instant sendStart) {
    Instant latest = latestStart(sendStart);
    if (start.isPresent()) {
      if (start.get().isAfter(latest)) {
        throw GeneratorErrors.startTooLate(start.get(), latest);
      }
      return this;
    }
    if (latest.isBefore(sendStart.minus(OLDEST_START))) {
      throw GeneratorErrors.spanTooLong(span());
    }
    return withStart(latest);
  }
}
