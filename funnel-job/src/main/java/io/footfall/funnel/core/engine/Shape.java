package io.footfall.funnel.core.engine;

import io.footfall.schema.core.funnel.FunnelDefinition;
import io.footfall.schema.core.funnel.FunnelMode;
import java.io.Serializable;
import java.util.List;

/**
 * What of a definition the algorithms need.
 *
 * @param steps how many there are, 1 to 32
 * @param windowMicros from the first event of a chain to its last, inclusive
 * @param cohortMicros length of the buckets of the first event's time
 * @param exclusions at most 32; the bits of {@link Timeline} stand for them in this order
 */
public record Shape(
    FunnelMode mode, int steps, long windowMicros, long cohortMicros, List<Between> exclusions)
    implements Serializable {

  /**
   * An exclusion.
   *
   * @param after number of the earlier step, from 1
   * @param before number of the later step
   */
  public record Between(int after, int before) implements Serializable {}

  public Shape {
    exclusions = List.copyOf(exclusions);
  }

  public static Shape of(FunnelDefinition funnel) {
    return new Shape(
        funnel.mode(),
        funnel.steps().size(),
        funnel.windowMicros(),
        funnel.cohortMicros(),
        funnel.exclusions().stream().map(e -> new Between(e.after(), e.before())).toList());
  }

  /** The same funnel without exclusions. */
  Shape withoutExclusions() {
    return new Shape(mode, steps, windowMicros, cohortMicros, List.of());
  }

  /** Start of the cohort that a time falls into. */
  public long cohortOf(long micros) {
    return Math.floorDiv(micros, cohortMicros) * cohortMicros;
  }

  /** From this watermark on the cohort is final: no event in time can touch it any more. */
  public long finalFrom(long cohort) {
    return cohort + cohortMicros + windowMicros;
  }

  /** True when an event with these steps can be the first of a chain. */
  public boolean starts(int stepMask) {
    return mode == FunnelMode.UNORDERED ? stepMask != 0 : (stepMask & 1) != 0;
  }
}
