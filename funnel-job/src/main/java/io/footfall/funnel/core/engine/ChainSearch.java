package io.footfall.funnel.core.engine;

import io.footfall.schema.core.funnel.FunnelMode;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Modes {@code ordered} and {@code strict_order}: one sweep over the cohort's events that keeps,
 * for each step, the latest start of a chain that stands there. A later start can do all that an
 * earlier one can, so nothing else about a chain needs to be known, except which exclusions it has
 * met: an excluded event between steps i and j leaves a chain that has passed i able to reach j - 1
 * at most. That bound is the chain's <em>cap</em>, and there is one latest start per step and cap.
 *
 * <p>Ends with the first instant that reaches the last step. The steps between the start and the
 * end are found afterwards ({@link ChainTrace}).
 */
final class ChainSearch implements FunnelEngine.CohortSearch {
  private static final long NONE = Long.MIN_VALUE;

  private final int steps;
  private final long window;
  private final boolean strict;
  private final Shape shape;
  private final int[] caps;
  private final int[] capOfExclusion;
  private final long[] starts;
  private final long[] moving;
  private final Instant instant;
  private final ChainTrace trace;

  private int level;
  private long start;
  private long end;
  private int newLevel;
  private long newStart;

  ChainSearch(Shape shape) {
    this.shape = shape;
    this.steps = shape.steps();
    this.window = shape.windowMicros();
    this.strict = shape.mode() == FunnelMode.STRICT_ORDER;
    this.caps = caps(shape);
    this.capOfExclusion =
        shape.exclusions().stream()
            .mapToInt(exclusion -> Arrays.binarySearch(caps, exclusion.before() - 1))
            .toArray();
    this.starts = new long[(steps + 1) * caps.length];
    this.moving = new long[caps.length];
    this.instant = new Instant(steps, shape.exclusions().size());
    this.trace = new ChainTrace(shape, instant);
  }

  /** Ascending; the last is that of a chain which has met no exclusion. */
  private static int[] caps(Shape shape) {
    return IntStream.concat(
            shape.exclusions().stream().mapToInt(exclusion -> exclusion.before() - 1),
            IntStream.of(shape.steps()))
        .sorted()
        .distinct()
        .toArray();
  }

  @Override
  public Chain best(Timeline events, int from, int until, long cohortEnd) {
    Arrays.fill(starts, NONE);
    level = 0;
    boolean plain = !strict && caps.length == 1;
    int i = from;
    while (i < until && level < steps) {
      int next = events.instantEnd(i, until);
      long time = events.time(i);
      newLevel = level;
      newStart = NONE;
      if (plain && next == i + 1) {
        takeOne(time, events.steps(i), time < cohortEnd);
      } else {
        instant.load(events, i, next);
        takeInstant(time, time < cohortEnd);
      }
      if (newLevel > level) {
        level = newLevel;
        start = newStart;
        end = time;
      }
      i = next;
    }
    return level == 0 ? null : trace.chain(events, level, start, end);
  }

  /** One event of its own time, no exclusions, any others between: from the last step down. */
  private void takeOne(long time, int mask, boolean startable) {
    for (int rest = mask; rest != 0; ) {
      int bit = 31 - Integer.numberOfLeadingZeros(rest);
      rest ^= 1 << bit;
      long begun = startable ? time : NONE;
      long from = bit > 0 ? starts[bit] : begun;
      if (from != NONE && time - from <= window) {
        starts[bit + 1] = Math.max(starts[bit + 1], from);
        note(bit + 1, from);
      }
    }
  }

  /** From the last step down, so that no chain moves twice. */
  private void takeInstant(long time, boolean startable) {
    for (int at = steps - 1; at > 0; at--) {
      int row = at * caps.length;
      boolean any = false;
      for (int cap = 0; cap < caps.length; cap++) {
        moving[cap] = starts[row + cap];
        any |= moving[cap] != NONE;
      }
      if (any) {
        Arrays.fill(starts, row, row + caps.length, NONE);
        for (int cap = 0; cap < caps.length; cap++) {
          if (moving[cap] != NONE && time - moving[cap] <= window) {
            move(at, cap, moving[cap]);
          }
        }
      }
    }
    if (startable && (instant.union() & 1) != 0) {
      move(0, caps.length - 1, time);
    }
  }

  /** Puts a chain at every step where it can stand after the instant. */
  private void move(int at, int cap, long from) {
    int reach = Math.min(instant.reach(at), caps[cap]);
    for (int to = Math.max(at, 1); to <= reach; to++) {
      if (to > at) {
        note(to, from);
      }
      if (!strict || at == 0 || instant.allWithin(at, to)) {
        int slot = to * caps.length + (at == 0 ? cap : capAfter(at, to, cap));
        starts[slot] = Math.max(starts[slot], from);
      }
    }
  }

  private void note(int to, long from) {
    if (to > newLevel || (to == newLevel && to > level && from > newStart)) {
      newLevel = to;
      newStart = from;
    }
  }

  /** The cap of a chain that comes from {@code at} and stands at {@code to} after the instant. */
  private int capAfter(int at, int to, int cap) {
    int lowest = cap;
    for (int rest = instant.excluded(); rest != 0; rest &= rest - 1) {
      int exclusion = Integer.numberOfTrailingZeros(rest);
      Shape.Between between = shape.exclusions().get(exclusion);
      if (between.after() <= at && to < between.before()) {
        lowest = Math.min(lowest, capOfExclusion[exclusion]);
      }
    }
    return lowest;
  }
}
