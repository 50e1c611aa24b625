package io.footfall.funnel.core.engine;

import java.util.Arrays;
import java.util.Objects;

/**
 * The canonical chain of a cohort.
 *
 * @param level how many steps it reached, at least 1
 * @param times when; in the order of the steps, or of time where steps have no order
 * @param first index in the timeline of the event of the first step
 * @param last index of the event of the deepest step
 */
@SuppressWarnings("ArrayRecordComponent") // compared by what it holds, below
public record Chain(int level, long[] times, int first, int last) {

  public long start() {
    return times[0];
  }

  public long end() {
    return times[times.length - 1];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Chain chain
        && level == chain.level
        && first == chain.first
        && last == chain.last
        && Arrays.equals(times, chain.times);
  }

  @Override
  public int hashCode() {
    return Objects.hash(level, first, last, Arrays.hashCode(times));
  }

  @Override
  public String toString() {
    return "level %d at %s, events %d to %d".formatted(level, Arrays.toString(times), first, last);
  }
}
