package io.footfall.funnel.core.reference;

import java.util.Comparator;
import java.util.Set;

/**
 * An event as the reference sees it.
 *
 * @param steps numbers of the steps it matches, from 1
 * @param exclusions numbers of the exclusions it matches, from 0
 */
public record NaiveEvent(String id, long micros, Set<Integer> steps, Set<Integer> exclusions) {
  static final Comparator<NaiveEvent> ORDER =
      Comparator.comparingLong(NaiveEvent::micros).thenComparing(NaiveEvent::id);

  public NaiveEvent {
    steps = Set.copyOf(steps);
    exclusions = Set.copyOf(exclusions);
  }
}
