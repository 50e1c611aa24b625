package io.footfall.runtime.core.aligned;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import java.util.Map;
import java.util.TreeMap;

/** Looks for the instant before which a given number of records lies. */
record Search(Map<KafkaPartition, OffsetRange> backlog, OffsetsByTime times) {
  /** Guesses by proportion, before halving makes sure of an end. */
  private static final int GUESSES = 3;

  /** Asks. */
  Position at(long millis) {
    Map<KafkaPartition, Long> firsts = millis < 0 ? Map.of() : times.firstAtOrAfter(millis);
    Map<KafkaPartition, OffsetRange> taken = new TreeMap<>();
    backlog.forEach(
        (partition, range) -> {
          long first = millis < 0 ? range.from() : firsts.getOrDefault(partition, range.until());
          long until = Math.min(Math.max(first, range.from()), range.until());
          taken.put(partition, new OffsetRange(range.from(), until));
        });
    return Position.of(millis, taken);
  }

  /**
   * Narrows until the lower end holds at least half of {@code bound}, or the bracket is closed.
   *
   * @param nearMillis where the last search ended; negative when unknown
   * @param step how far it was from the one before
   */
  Bracket largest(Bracket start, long bound, long nearMillis, long step) {
    Bracket bracket = withLow(start, bound, nearMillis, step);
    for (int i = 0; !isGood(bracket, bound); i++) {
      bracket = bracket.with(at(between(bracket, bound, i < GUESSES)), bound);
    }
    return bracket;
  }

  private Bracket withLow(Bracket start, long bound, long nearMillis, long firstStep) {
    Bracket bracket = start;
    long step = firstStep;
    long at = nearMillis < 0 ? start.high().millis() - step : nearMillis + step;
    if (at < start.high().millis()) {
      bracket = bracket.with(at(at), bound);
    }
    while (bracket.low() == null) { // backwards
      bracket = bracket.with(at(Math.max(-1, bracket.high().millis() - step)), bound);
      step *= 2;
    }
    while (nearMillis >= 0 && !isGood(bracket, bound)) { // on, from where the last one ended
      at = bracket.low().millis() + step;
      if (at >= bracket.high().millis()) {
        break;
      }
      bracket = bracket.with(at(at), bound);
      step *= 2;
    }
    return bracket;
  }

  private static boolean isGood(Bracket bracket, long bound) {
    long count = bracket.low().count();
    return bracket.isClosed() || (count > 0 && count >= bound / 2);
  }

  private static long between(Bracket bracket, long bound, boolean guess) {
    long low = bracket.low().millis();
    long width = bracket.high().millis() - low;
    long less = bracket.low().count();
    double part = guess ? (bound * 0.9 - less) / Math.max(1, bracket.high().count() - less) : 0.5;
    return low + Math.min(width - 1, Math.max(1, (long) (width * part)));
  }
}
