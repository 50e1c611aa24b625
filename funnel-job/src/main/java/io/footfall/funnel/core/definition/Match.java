package io.footfall.funnel.core.definition;

import java.util.Arrays;
import java.util.List;

/**
 * What an event is to one funnel.
 *
 * @param funnel {@link ActiveFunnel#id}
 * @param steps bit i set when it matches step i + 1; none for an event that only breaks a strict
 *     order, or is excluded
 * @param exclusions bit i set when it matches exclusion i
 * @param breakdown values in the order of the definition, null where absent; empty unless a chain
 *     can start with the event
 */
public record Match(int funnel, int steps, int exclusions, List<String> breakdown) {
  public Match {
    breakdown = breakdown.isEmpty() ? List.of() : Arrays.asList(breakdown.toArray(String[]::new));
  }
}
