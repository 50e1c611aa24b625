package io.footfall.funnel.core.engine;

import java.util.Arrays;

/**
 * Mode {@code unordered}: the most different steps within any window. Which events can serve
 * different steps at once is a transversal matroid; the sweep keeps its basis of latest events.
 * When an event comes it joins, or takes the place of the earliest event that it makes dispensable;
 * what falls out of the window from such a basis is replaced by nothing, because whatever was left
 * out lies before what made it dispensable.
 */
final class UnorderedSearch implements FunnelEngine.CohortSearch {
  private final Shape shape;

  /** The event that serves each step; -1 for none. */
  private final int[] serving;

  private Timeline events;
  private int tried;

  UnorderedSearch(Shape shape) {
    this.shape = shape;
    this.serving = new int[shape.steps()];
  }

  @Override
  public Chain best(Timeline timeline, int from, int until, long cohortEnd) {
    events = timeline;
    Arrays.fill(serving, -1);
    long latestInCohort = Long.MIN_VALUE;
    int level = 0;
    long start = 0;
    long end = 0;
    int i = from;
    while (i < until && level < shape.steps()) {
      long time = timeline.time(i);
      long oldest = time - shape.windowMicros();
      expire(oldest);
      int next = timeline.instantEnd(i, until);
      for (; i < next; i++) {
        if (timeline.steps(i) != 0) {
          join(i);
          latestInCohort = time < cohortEnd ? time : latestInCohort;
        }
      }
      if (latestInCohort < oldest) {
        if (time >= cohortEnd) {
          break; // Nothing of the cohort is near enough any more.
        }
        continue;
      }
      int size = size();
      if (size > level) {
        level = size;
        end = time;
        start = Math.min(earliest(), latestInCohort);
      }
    }
    return level == 0 ? null : trace(level, start, end);
  }

  private void expire(long oldest) {
    for (int step = 0; step < serving.length; step++) {
      if (serving[step] >= 0 && events.time(serving[step]) < oldest) {
        serving[step] = -1;
      }
    }
  }

  private int size() {
    int size = 0;
    for (int event : serving) {
      size += event >= 0 ? 1 : 0;
    }
    return size;
  }

  private long earliest() {
    long earliest = Long.MAX_VALUE;
    for (int event : serving) {
      earliest = event >= 0 ? Math.min(earliest, events.time(event)) : earliest;
    }
    return earliest;
  }

  /** Takes the latest event so far into the basis. */
  private void join(int event) {
    tried = 0;
    if (place(event)) {
      return;
    }
    int weakest = -1;
    for (int rest = tried; rest != 0; rest &= rest - 1) {
      int step = Integer.numberOfTrailingZeros(rest);
      if (weakest < 0 || events.time(serving[step]) < events.time(serving[weakest])) {
        weakest = step;
      }
    }
    if (events.time(serving[weakest]) < events.time(event)) {
      serving[weakest] = -1;
      tried = 0;
      place(event);
    }
  }

  /** Gives the event a step, moving others if need be. */
  private boolean place(int event) {
    for (int rest = events.steps(event); rest != 0; rest &= rest - 1) {
      int step = Integer.numberOfTrailingZeros(rest);
      if (((tried >>> step) & 1) == 0) {
        tried |= 1 << step;
        if (serving[step] < 0 || place(serving[step])) {
          serving[step] = event;
          return true;
        }
      }
    }
    return false;
  }

  /** The earliest events from the start on that serve so many different steps. */
  private Chain trace(int level, long start, long end) {
    Arrays.fill(serving, -1);
    long[] times = new long[level];
    int first = -1;
    int last = -1;
    int found = 0;
    for (int i = events.firstAt(start); found < level; i++) {
      tried = 0;
      if (events.steps(i) != 0 && place(i)) {
        times[found++] = events.time(i);
        first = first < 0 ? i : first;
        last = i;
      }
    }
    if (times[level - 1] != end) {
      throw new IllegalStateException("the trace ends before the search");
    }
    return new Chain(level, times, first, last);
  }
}
