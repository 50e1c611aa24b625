package io.footfall.funnel.core.reference;

import io.footfall.funnel.core.engine.Shape;
import io.footfall.schema.core.funnel.FunnelMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The canonical chain of a cohort by trying all. */
public final class NaiveFunnel {
  private final Shape shape;
  private final long budget;
  private long tried;

  /** There are more chains than the budget allows to try. */
  public static final class TooManyChainsException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /**
   * @param budget how many chains are tried at most for one cohort
   */
  public NaiveFunnel(Shape shape, long budget) {
    this.shape = shape;
    this.budget = budget;
  }

  /** Every cohort that an event may start. */
  public Set<Long> cohorts(Collection<NaiveEvent> events) {
    Set<Long> cohorts = new TreeSet<>();
    for (NaiveEvent event : events) {
      if (shape.mode() == FunnelMode.UNORDERED
          ? !event.steps().isEmpty()
          : event.steps().contains(1)) {
        cohorts.add(shape.cohortOf(event.micros()));
      }
    }
    return cohorts;
  }

  /**
   * The best chain that starts in the cohort.
   *
   * @param events of one user, in any order, each id once
   * @throws TooManyChainsException when they are too many for this method
   */
  public Optional<NaiveChain> best(Collection<NaiveEvent> events, long cohort)
      throws TooManyChainsException {
    tried = 0;
    List<NaiveEvent> sorted = events.stream().sorted(NaiveEvent.ORDER).toList();
    List<NaiveChain> best = new ArrayList<>();
    switch (shape.mode()) {
      case ORDERED, STRICT_ORDER -> {
        for (NaiveEvent event : startsIn(sorted, cohort)) {
          extend(List.of(event), sorted, best);
        }
      }
      case UNORDERED -> assign(1, List.of(), sorted, cohort, best);
      default -> new NaiveWindowFunnel(shape).chain(sorted, cohort).ifPresent(best::add);
    }
    return best.stream().findFirst();
  }

  private List<NaiveEvent> startsIn(List<NaiveEvent> events, long cohort) {
    return events.stream()
        .filter(event -> event.steps().contains(1) && shape.cohortOf(event.micros()) == cohort)
        .toList();
  }

  private void offer(List<NaiveEvent> chain, List<NaiveChain> best) throws TooManyChainsException {
    if (++tried > budget) {
      throw new TooManyChainsException();
    }
    NaiveChain candidate = new NaiveChain(chain);
    if (best.isEmpty() || NaiveChain.CANONICAL.compare(candidate, best.get(0)) < 0) {
      best.clear();
      best.add(candidate);
    }
  }

  private void extend(List<NaiveEvent> chain, List<NaiveEvent> all, List<NaiveChain> best)
      throws TooManyChainsException {
    if (!isAllowed(chain, all)) {
      return; // What is wrong with it stays wrong, however it goes on.
    }
    offer(chain, best);
    int next = chain.size() + 1;
    NaiveEvent last = chain.get(chain.size() - 1);
    if (next > shape.steps()) {
      return;
    }
    for (NaiveEvent event : all) {
      if (event.steps().contains(next)
          && !chain.contains(event)
          && event.micros() >= last.micros()
          && event.micros() - chain.get(0).micros() <= shape.windowMicros()) {
        List<NaiveEvent> longer = new ArrayList<>(chain);
        longer.add(event);
        extend(longer, all, best);
      }
    }
  }

  private boolean isAllowed(List<NaiveEvent> chain, List<NaiveEvent> all) {
    for (int i = 0; i < shape.exclusions().size(); i++) {
      Shape.Between between = shape.exclusions().get(i);
      if (chain.size() >= between.before()) {
        long after = chain.get(between.after() - 1).micros();
        long before = chain.get(between.before() - 1).micros();
        int exclusion = i;
        if (all.stream()
            .anyMatch(
                event ->
                    event.exclusions().contains(exclusion)
                        && event.micros() > after
                        && event.micros() < before)) {
          return false;
        }
      }
    }
    return shape.mode() != FunnelMode.STRICT_ORDER
        || all.stream().allMatch(event -> chain.contains(event) || isRepeat(event, chain));
  }

  /**
   * Whether an event that is not of the chain leaves it alive: one that is before its start or
   * after its end does; between, it must match a step at which the chain stands at that time, the
   * events of one time being in whichever order suits the chain.
   */
  private static boolean isRepeat(NaiveEvent event, List<NaiveEvent> chain) {
    long start = chain.get(0).micros();
    long end = chain.get(chain.size() - 1).micros();
    if (event.micros() <= start || event.micros() >= end) {
      return true;
    }
    for (int step = 1; step <= chain.size(); step++) {
      boolean reached = chain.get(step - 1).micros() <= event.micros();
      boolean left = step < chain.size() && chain.get(step).micros() < event.micros();
      if (reached && !left && event.steps().contains(step)) {
        return true;
      }
    }
    return false;
  }

  /** Gives each step in turn an event, or none. */
  private void assign(
      int step, List<NaiveEvent> chosen, List<NaiveEvent> all, long cohort, List<NaiveChain> best)
      throws TooManyChainsException {
    if (step > shape.steps()) {
      if (!chosen.isEmpty()) {
        List<NaiveEvent> chain = chosen.stream().sorted(NaiveEvent.ORDER).toList();
        if (shape.cohortOf(chain.get(0).micros()) == cohort) {
          offer(chain, best);
        }
      }
      return;
    }
    assign(step + 1, chosen, all, cohort, best);
    for (NaiveEvent event : all) {
      if (event.steps().contains(step)
          && !chosen.contains(event)
          && chosen.stream()
              .allMatch(
                  other -> Math.abs(other.micros() - event.micros()) <= shape.windowMicros())) {
        List<NaiveEvent> more = new ArrayList<>(chosen);
        more.add(event);
        assign(step + 1, more, all, cohort, best);
      }
    }
  }
}
