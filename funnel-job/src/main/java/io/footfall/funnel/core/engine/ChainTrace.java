package io.footfall.funnel.core.engine;

import io.footfall.schema.core.funnel.FunnelMode;
import java.util.Arrays;

/**
 * The steps between a known start and end: which of the chains from that start to that level at
 * that end is the canonical one. Goes back from the end to learn from where it can be reached, then
 * forward from the start, each step as early as that allows.
 */
final class ChainTrace {
  private final Shape shape;
  private final boolean strict;
  private final Instant instant;

  /** Bounds of the instants from the start to the end; one bound more than there are instants. */
  private int[] bounds = new int[16];

  /** For each instant the steps (as bits) at which a chain before it can still reach the end. */
  private long[] hopeful = new long[16];

  private Timeline events;
  private int instants;
  private int level;

  ChainTrace(Shape shape, Instant instant) {
    this.shape = shape;
    this.strict = shape.mode() == FunnelMode.STRICT_ORDER;
    this.instant = instant;
  }

  Chain chain(Timeline timeline, int reached, long start, long end) {
    events = timeline;
    level = reached;
    if (level == 1) {
      int only = nextOf(1, timeline.firstAt(start), -1);
      return new Chain(1, new long[] {start}, only, only);
    }
    long[] times = new long[level];
    cut(start, end);
    if (instants == 1) {
      Arrays.fill(times, start);
      return withinOneInstant(times);
    }
    goBack();
    return goForward(times);
  }

  private void cut(long start, long end) {
    int from = events.firstAt(start);
    int until = events.firstAt(end + 1);
    instants = 0;
    for (int i = from; i < until; i = events.instantEnd(i, until)) {
      if (instants + 1 >= bounds.length) {
        bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        hopeful = Arrays.copyOf(hopeful, bounds.length);
      }
      bounds[instants++] = i;
    }
    bounds[instants] = until;
  }

  private void load(int index) {
    instant.load(events, bounds[index], bounds[index + 1]);
  }

  /** The first event from {@code index} on that matches a step, other than {@code but}. */
  private int nextOf(int step, int index, int but) {
    int i = index;
    while (i == but || ((events.steps(i) >>> (step - 1)) & 1) == 0) {
      i++;
    }
    return i;
  }

  private Chain withinOneInstant(long[] times) {
    load(0);
    int first = nextOf(1, bounds[0], -1);
    while (instant.reach(1, first, -1) < level) {
      first = nextOf(1, first + 1, -1);
    }
    int last = nextOf(level, bounds[0], first);
    while (level > 2 && instant.reach(1, first, last) < level - 1) {
      last = nextOf(level, last + 1, first);
    }
    return new Chain(level, times, first, last);
  }

  private void goBack() {
    load(instants - 1);
    long reaching = 0;
    for (int at = 1; at < level; at++) {
      if (instant.reach(at) >= level) {
        reaching |= 1L << at;
      }
    }
    hopeful[instants - 1] = reaching;
    for (int i = instants - 2; i > 0; i--) {
      load(i);
      hopeful[i] =
          instant.size() == 1 && instant.excluded() == 0
              ? beforeOne(hopeful[i + 1])
              : before(hopeful[i + 1]);
    }
  }

  /** One event, no exclusion: bit k stands for a chain at step k. */
  private long beforeOne(long after) {
    long matches = instant.union() & 0xFFFF_FFFFL;
    long advance = (after >>> 1) & matches;
    long stay = strict ? after & (matches << 1) : after;
    return advance | stay;
  }

  private long before(long after) {
    long before = 0;
    for (int at = 1; at < level; at++) {
      if (step(at, after) > 0) {
        before |= 1L << at;
      }
    }
    return before;
  }

  /** How far a chain at {@code at} goes by the loaded instant; 0 when it has no hope then. */
  private int step(int at, long after) {
    for (int to = Math.min(instant.reach(at), level - 1); to >= at; to--) {
      boolean alive = !strict || instant.allWithin(at, to);
      if (((after >>> to) & 1) != 0 && alive && !isExcluded(at, to)) {
        return to;
      }
    }
    return 0;
  }

  private boolean isExcluded(int at, int to) {
    for (int rest = instant.excluded(); rest != 0; rest &= rest - 1) {
      Shape.Between between = shape.exclusions().get(Integer.numberOfTrailingZeros(rest));
      if (between.before() <= level && between.after() <= at && to < between.before()) {
        return true;
      }
    }
    return false;
  }

  private Chain goForward(long[] times) {
    load(0);
    int first = bounds[0] - 1;
    int at = 0;
    while (at == 0) {
      first = nextOf(1, first + 1, -1);
      at = begin(instant.reach(1, first, -1));
    }
    Arrays.fill(times, 0, at, events.time(first));
    for (int i = 1; i < instants - 1; i++) {
      load(i);
      int to = step(at, hopeful[i + 1]);
      Arrays.fill(times, at, to, events.time(bounds[i]));
      at = to;
    }
    load(instants - 1);
    int lastInstant = bounds[instants - 1];
    Arrays.fill(times, at, level, events.time(lastInstant));
    int last = nextOf(level, lastInstant, -1);
    while (instant.reach(at, last, -1) < level - 1) {
      last = nextOf(level, last + 1, -1);
    }
    return new Chain(level, times, first, last);
  }

  /** How far a chain goes in the instant of its start; 0 when from there it has no hope. */
  private int begin(int reach) {
    for (int to = Math.min(reach, level - 1); to > 0; to--) {
      if (((hopeful[1] >>> to) & 1) != 0) {
        return to;
      }
    }
    return 0;
  }
}
