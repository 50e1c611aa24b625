package io.footfall.schema.core.funnel;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * One funnel as it is configured. What follows from it is written in {@code docs/funnels.md}.
 *
 * @param name unique in a pipeline
 * @param steps 1 to {@link #MOST_STEPS}, with different names
 * @param window from the first event of a chain to the last, inclusive
 * @param cohort length of the buckets of the first event's time, counted from 1970
 * @param exclusions none where the mode knows no order between steps
 * @param breakdown at most {@link #MOST_BREAKDOWNS} fields, read from the first step's event
 */
public record FunnelDefinition(
    String name,
    List<FunnelStep> steps,
    Duration window,
    Duration cohort,
    FunnelMode mode,
    List<Exclusion> exclusions,
    List<FunnelField> breakdown)
    implements Serializable {

  /** The most steps of a funnel. */
  public static final int MOST_STEPS = 32;

  /** The most exclusions of a funnel. */
  public static final int MOST_EXCLUSIONS = 32;

  /** The most breakdown fields of a funnel. */
  public static final int MOST_BREAKDOWNS = 3;

  public FunnelDefinition {
    steps = List.copyOf(steps);
    exclusions = List.copyOf(exclusions);
    breakdown = List.copyOf(breakdown);
  }

  /** Identifies what is counted: 16 hexadecimal digits, another one for any other definition. */
  public String hash() {
    return FunnelDocument.hash(this);
  }

  /**
   * What reports call those who got so far: by the step's name; in mode unordered, where a level
   * tells how many steps were taken and not which, by their number.
   *
   * @param level from 1
   */
  public String levelName(int level) {
    return mode == FunnelMode.UNORDERED ? "any " + level : steps.get(level - 1).name();
  }

  public long windowMicros() {
    return micros(window);
  }

  public long cohortMicros() {
    return micros(cohort);
  }

  private static long micros(Duration duration) {
    return Math.addExact(
        Math.multiplyExact(duration.getSeconds(), 1_000_000L), duration.getNano() / 1_000);
  }
}
