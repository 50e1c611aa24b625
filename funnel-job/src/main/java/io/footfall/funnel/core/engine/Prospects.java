package io.footfall.funnel.core.engine;

import io.footfall.schema.core.funnel.FunnelMode;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Mode {@code ordered}: which of the events that nothing can precede any more a canonical chain can
 * still hold. A chain that goes on starts, for the step at which it stands, as late as one can; one
 * that is complete as it is, is the best so far. Both take the steps after their start as early as
 * they come. So the events of these few chains do for all, and for each of them the deepest step
 * within its window, by which the reason of an abandonment is told.
 */
public final class Prospects {
  private static final int NONE = -1;

  private final Shape shape;
  private final Timeline events;
  private final int end;

  /** By steps taken, the start of the chain that started latest. */
  private final int[] latest;

  private int level;
  private int best;

  private Prospects(Shape shape, Timeline events, int end) {
    this.shape = shape;
    this.events = events;
    this.end = end;
    this.latest = new int[shape.steps() + 1];
  }

  /**
   * Of how many of the first events this class can tell: none in other modes, else those before the
   * first that shares its time or has several steps. The rest count as still to come.
   *
   * @param end of the events that nothing can precede any more
   */
  public static int canTell(Shape shape, Timeline events, int end) {
    if (shape.mode() != FunnelMode.ORDERED || !shape.exclusions().isEmpty()) {
      return 0;
    }
    for (int i = 0; i < end; i++) {
      boolean shared = i + 1 < events.size() && events.time(i) == events.time(i + 1);
      if (shared || Integer.bitCount(events.steps(i)) != 1) {
        return i;
      }
    }
    return end;
  }

  /**
   * Marks the events that chains of a cohort can still hold.
   *
   * @param end what {@link #canTell} has said
   * @param needed by index in the timeline; added to
   */
  public static void mark(Shape shape, Timeline events, int end, long cohort, BitSet needed) {
    Prospects prospects = new Prospects(shape, events, end);
    prospects.search(cohort);
    prospects.mark(needed);
  }

  private void search(long cohort) {
    long cohortEnd = cohort + shape.cohortMicros();
    Arrays.fill(latest, NONE);
    for (int i = events.firstAt(cohort); i < end && level < shape.steps(); i++) {
      int step = Integer.numberOfTrailingZeros(events.steps(i));
      int start = step > 0 ? latest[step] : i;
      boolean reaches =
          step > 0
              ? start != NONE && events.time(i) - events.time(start) <= shape.windowMicros()
              : events.time(i) < cohortEnd;
      if (reaches) {
        latest[step + 1] = Math.max(latest[step + 1], start);
        if (step + 1 > level) {
          level = step + 1;
          best = start;
        }
      }
    }
  }

  private void mark(BitSet needed) {
    if (level == 0) {
      return;
    }
    mark(best, needed);
    for (int at = 1; at < shape.steps() && level < shape.steps(); at++) {
      if (latest[at] != NONE && latest[at] != latest[at - 1]) {
        mark(latest[at], needed);
      }
    }
  }

  private void mark(int start, BitSet needed) {
    needed.set(start);
    int next = 1;
    int deepest = 0;
    int deepestAt = start;
    long last = events.time(start) + shape.windowMicros();
    for (int i = start + 1; i < end && events.time(i) <= last; i++) {
      int step = Integer.numberOfTrailingZeros(events.steps(i));
      if (step == next) {
        needed.set(i);
        next++;
      }
      if (step > deepest) {
        deepest = step;
        deepestAt = i;
      }
    }
    needed.set(deepestAt);
  }
}
