package io.footfall.funnel.core.reference;

import java.util.Comparator;
import java.util.List;

/**
 * A chain.
 *
 * @param events in the order of the steps, or of time where steps have no order; never empty
 */
public record NaiveChain(List<NaiveEvent> events) {
  /** The better one first: what makes a chain the canonical one. */
  static final Comparator<NaiveChain> CANONICAL =
      Comparator.comparingInt(NaiveChain::level)
          .reversed()
          .thenComparingLong(NaiveChain::end)
          .thenComparing(Comparator.comparingLong(NaiveChain::start).reversed())
          .thenComparing(chain -> chain.first().id())
          .thenComparing(NaiveChain::compareTimes)
          .thenComparing(chain -> chain.last().id());

  public NaiveChain {
    events = List.copyOf(events);
  }

  public int level() {
    return events.size();
  }

  public NaiveEvent first() {
    return events.get(0);
  }

  public NaiveEvent last() {
    return events.get(events.size() - 1);
  }

  public long start() {
    return first().micros();
  }

  public long end() {
    return last().micros();
  }

  public List<Long> times() {
    return events.stream().map(NaiveEvent::micros).toList();
  }

  private static int compareTimes(NaiveChain one, NaiveChain other) {
    for (int i = 0; i < one.level(); i++) {
      int order = Long.compare(one.events.get(i).micros(), other.events.get(i).micros());
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
