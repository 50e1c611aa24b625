package io.footfall.funnel.core.engine;

import io.footfall.schema.core.funnel.FunnelMode;
import java.util.Arrays;

/**
 * The dialect {@code clickhouse}: what {@code windowFunnel} says of the cohort's events, if its
 * first condition is bounded to the cohort. Greedy: of each step only the latest match is
 * remembered, with the start it came from. Entries are (time, step), so one event climbs several
 * steps; one that matches none counts as step 0, before the others of its time.
 *
 * <p>{@code windowFunnel} gives a number only; the chain is the one that stood where the deepest
 * step was first reached.
 */
final class ClickHouseSearch implements FunnelEngine.CohortSearch {
  private final int steps;
  private final long window;
  private final boolean deduplicates;
  private final boolean heedsOthers;

  /** For each step the entry of {@link #entryEvent} that stands there; -1 for none. */
  private final int[] at;

  private final long[] starts;
  private int[] entryEvent = new int[16];
  private int[] entryBefore = new int[16];
  private int entries;
  private int level;
  private int deepest;

  ClickHouseSearch(Shape shape) {
    this.steps = shape.steps();
    this.window = shape.windowMicros();
    this.deduplicates = shape.mode() == FunnelMode.CLICKHOUSE_STRICT_DEDUPLICATION;
    this.heedsOthers = shape.mode() == FunnelMode.CLICKHOUSE_STRICT_ORDER;
    this.at = new int[steps];
    this.starts = new long[steps];
  }

  @Override
  public Chain best(Timeline events, int from, int until, long cohortEnd) {
    Arrays.fill(at, -1);
    entries = 0;
    level = 0;
    boolean goesOn = true;
    for (int i = from; i < until && goesOn; ) {
      int next = events.instantEnd(i, until);
      long time = events.time(i);
      goesOn = takeInstant(events, i, next, time, time < cohortEnd ? -1 : ~1);
      i = next;
    }
    return level == 0 ? null : chain(events);
  }

  /** Entries of one time, by step; false when the search is over. */
  private boolean takeInstant(Timeline events, int from, int until, long time, int allowed) {
    int union = 0;
    for (int i = from; i < until; i++) {
      int mask = events.steps(i) & allowed;
      union |= mask;
      if (mask == 0 && heedsOthers && level > 0) {
        return false;
      }
    }
    for (int rest = union; rest != 0; rest &= rest - 1) {
      int step = Integer.numberOfTrailingZeros(rest);
      for (int i = from; i < until; i++) {
        if (((events.steps(i) >>> step) & 1) != 0 && !take(step, i, time)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean take(int step, int event, long time) {
    if (step == 0) {
      if (at[0] < 0 || starts[0] < time) {
        set(0, event, -1, time);
      }
      return true;
    }
    if (deduplicates && at[step] >= 0) {
      return false;
    }
    if (at[step - 1] < 0) {
      return !heedsOthers || level == 0;
    }
    if (time <= starts[step - 1] + window) {
      set(step, event, at[step - 1], starts[step - 1]);
      return step + 1 < steps;
    }
    return true;
  }

  private void set(int step, int event, int before, long start) {
    if (entries == entryEvent.length) {
      entryEvent = Arrays.copyOf(entryEvent, 2 * entries);
      entryBefore = Arrays.copyOf(entryBefore, 2 * entries);
    }
    entryEvent[entries] = event;
    entryBefore[entries] = before;
    at[step] = entries;
    starts[step] = start;
    if (step + 1 > level) {
      level = step + 1;
      deepest = entries;
    }
    entries++;
  }

  private Chain chain(Timeline events) {
    long[] times = new long[level];
    int last = entryEvent[deepest];
    int entry = deepest;
    for (int step = level - 1; step >= 0; step--) {
      times[step] = events.time(entryEvent[entry]);
      if (step > 0) {
        entry = entryBefore[entry];
      }
    }
    return new Chain(level, times, entryEvent[entry], last);
  }
}
