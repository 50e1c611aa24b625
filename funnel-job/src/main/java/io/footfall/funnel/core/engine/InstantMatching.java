package io.footfall.funnel.core.engine;

import java.util.Arrays;

/**
 * Which consecutive steps the events of one instant can serve, one event one step: bipartite
 * matching by augmenting paths. Of each step only as many events are looked at as any matching
 * could need, so that the size of the instant does not matter beyond one pass.
 */
final class InstantMatching {
  /** Two more than there are steps: two events may be left out. */
  private final int most;

  private final int steps;
  private final int[][] candidates;
  private final int[] counts;
  private int from;
  private int[] stepOf = new int[16];
  private int[] seen = new int[16];
  private int stamp;
  private int without;
  private int alsoWithout;

  InstantMatching(int steps) {
    this.steps = steps;
    this.most = steps + 2;
    this.candidates = new int[steps][];
    this.counts = new int[steps];
  }

  void load(Timeline events, int first, int end) {
    from = first;
    Arrays.fill(counts, 0);
    if (stepOf.length < end - first) {
      stepOf = new int[Math.max(end - first, 2 * stepOf.length)];
      seen = new int[stepOf.length];
      stamp = 0;
    }
    for (int i = first; i < end; i++) {
      for (int rest = events.steps(i); rest != 0; rest &= rest - 1) {
        int step = Integer.numberOfTrailingZeros(rest);
        if (counts[step] < most) {
          if (candidates[step] == null) {
            candidates[step] = new int[most];
          }
          candidates[step][counts[step]++] = i;
        }
      }
    }
  }

  /** The last of the steps after {@code at} up to which all can be served at once. */
  int reach(int at, int leftOut, int alsoLeftOut) {
    without = leftOut;
    alsoWithout = alsoLeftOut;
    int reached = at;
    while (reached < steps) {
      stamp++;
      if (!augment(reached)) {
        break;
      }
      reached++;
    }
    clear(at);
    return reached;
  }

  /** Serves a step (from 0), moving others if need be. */
  private boolean augment(int step) {
    for (int i = 0; i < counts[step]; i++) {
      int event = candidates[step][i];
      int slot = event - from;
      if (event == without || event == alsoWithout || seen[slot] == stamp) {
        continue;
      }
      seen[slot] = stamp;
      if (stepOf[slot] == 0 || augment(stepOf[slot] - 1)) {
        stepOf[slot] = step + 1;
        return true;
      }
    }
    return false;
  }

  private void clear(int at) {
    for (int step = at; step < steps; step++) {
      for (int i = 0; i < counts[step]; i++) {
        stepOf[candidates[step][i] - from] = 0;
      }
    }
  }
}
