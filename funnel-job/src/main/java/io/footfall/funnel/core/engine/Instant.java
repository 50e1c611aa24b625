package io.footfall.funnel.core.engine;

/**
 * The events of one time, which may be taken in any order. Each serves one step. Steps are counted
 * from 1; a chain that has not begun stands at 0.
 */
final class Instant {
  private final int steps;
  private final int exclusions;
  private final InstantMatching matching;
  private Timeline events;
  private int from;
  private int until;
  private int union;
  private int excluded;
  private boolean others;
  private boolean single;
  private boolean matched;

  /**
   * @param exclusions how many there are; bits beyond them do not count
   */
  Instant(int steps, int exclusions) {
    this.steps = steps;
    this.exclusions = exclusions == Integer.SIZE ? -1 : (1 << exclusions) - 1;
    this.matching = new InstantMatching(steps);
  }

  void load(Timeline timeline, int first, int end) {
    events = timeline;
    from = first;
    until = end;
    union = 0;
    excluded = 0;
    others = false;
    single = true;
    matched = false;
    for (int i = first; i < end; i++) {
      int mask = timeline.steps(i);
      union |= mask;
      excluded |= timeline.excluded(i) & exclusions;
      others |= mask == 0;
      single &= (mask & (mask - 1)) == 0;
    }
  }

  int size() {
    return until - from;
  }

  /** All steps that some event matches. */
  int union() {
    return union;
  }

  /** All exclusions that some event matches. */
  int excluded() {
    return excluded;
  }

  /** The step to which a chain at step {@code at} can go by events of this instant. */
  int reach(int at) {
    return reach(at, -1, -1);
  }

  /** As {@link #reach(int)}, without two events that serve other steps; -1 for none. */
  int reach(int at, int without, int alsoWithout) {
    if (single || size() == 1) {
      // Whoever is left out has one step, which the caller fills with it.
      int taken = size() == 1 ? (without == from ? 0 : (union >>> at) & 1) : run(at);
      return at + (at >= steps ? 0 : taken);
    }
    if (!matched) {
      matching.load(events, from, until);
      matched = true;
    }
    return matching.reach(at, without, alsoWithout);
  }

  /** How many steps after {@code at} follow each other in the union. */
  private int run(int at) {
    return at >= 32 ? 0 : Integer.numberOfTrailingZeros(~(union >>> at));
  }

  /** True when every event matches one of the steps {@code at} to {@code to}. */
  boolean allWithin(int at, int to) {
    int range = (to >= 32 ? -1 : (1 << to) - 1) & -(1 << (at - 1));
    if (single || size() == 1) {
      if (size() == 1) {
        return (union & range) != 0;
      }
      return !others && (union & ~range) == 0;
    }
    for (int i = from; i < until; i++) {
      if ((events.steps(i) & range) == 0) {
        return false;
      }
    }
    return true;
  }
}
