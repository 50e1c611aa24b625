package io.footfall.generator.core;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Records held back to be sent late or twice; at most {@link #HELD} on average. */
final class Disorder {
  private static final double HELD = 50_000;

  /** Of the lateness bound; what is left keeps every late record clear of the watermark. */
  private static final double LONGEST_HOLD = 0.75;

  private static final double LONGEST_LAG = 0.9;

  /** Short runs are disordered as well: not all is held to the end. */
  private static final double LONGEST_HOLD_OF_SPAN = 0.1;

  private record Held(long dueMillis, long order, GeneratedRecord record) {}

  private final Rng rng;
  private final long minHoldMillis;
  private final long maxHoldMillis;
  private final long maxLagMillis;
  private final PriorityQueue<Held> held =
      new PriorityQueue<>(Comparator.comparingLong(Held::dueMillis).thenComparingLong(Held::order));
  private long order;

  Disorder(GeneratorSpec spec, Rng rng) {
    this.rng = rng;
    double millisPerRecord = 1_000.0 * spec.speedup() / spec.nominalRate();
    double latenessMillis = spec.lateness().toMillis();
    double heldPerRecord = Math.max(1e-9, spec.lateRatio() + spec.duplicateRatio());
    minHoldMillis = 1 + (long) (2 * millisPerRecord);
    maxHoldMillis =
        Math.max(
            minHoldMillis,
            (long)
                Math.min(
                    Math.min(
                        LONGEST_HOLD * latenessMillis,
                        LONGEST_HOLD_OF_SPAN * spec.span().toMillis()),
                    HELD / heldPerRecord * millisPerRecord));
    maxLagMillis = (long) (LONGEST_LAG * latenessMillis);
  }

  int size() {
    return held.size();
  }

  /** False when even the shortest hold would take the record beyond the bound. */
  boolean hold(GeneratedRecord record, long eventMillis, long nowMillis) {
    long longest = Math.min(maxHoldMillis, maxLagMillis - (nowMillis - eventMillis));
    if (longest < minHoldMillis) {
      return false;
    }
    long due = nowMillis + rng.between(minHoldMillis, longest);
    held.add(new Held(due, order++, record));
    return true;
  }

  /** The next record whose hold is over, or that must go now; null for none. */
  GeneratedRecord release(long nowMillis, boolean mustGo) {
    Held first = held.peek();
    if (first == null || (first.dueMillis() > nowMillis && !mustGo)) {
      return null;
    }
    return held.remove().record();
  }
}
