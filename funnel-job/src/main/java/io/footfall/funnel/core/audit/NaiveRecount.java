package io.footfall.funnel.core.audit;

import io.footfall.funnel.core.definition.ActiveFunnel;
import io.footfall.funnel.core.definition.Match;
import io.footfall.funnel.core.reference.NaiveChain;
import io.footfall.funnel.core.reference.NaiveEvent;
import io.footfall.funnel.core.reference.NaiveFunnel;
import io.footfall.funnel.core.state.CohortResult;
import io.footfall.funnel.core.state.FunnelEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Counts a user with the naive reference. */
public final class NaiveRecount {
  private final long budget;

  /**
   * @param budget how many chains are tried at most for one cohort
   */
  public NaiveRecount(long budget) {
    this.budget = budget;
  }

  /**
   * Counts one funnel.
   *
   * @param events of one user, each id once
   * @throws NaiveFunnel.TooManyChainsException when the user has too many chains for this method
   */
  public List<CohortResult> count(ActiveFunnel funnel, List<FunnelEvent> events)
      throws NaiveFunnel.TooManyChainsException {
    List<NaiveEvent> naive = new ArrayList<>();
    Map<String, List<String>> breakdowns = new HashMap<>();
    for (FunnelEvent event : events) {
      Match match = event.match(funnel.id());
      if (match != null) {
        naive.add(
            new NaiveEvent(
                event.id().toString(),
                event.micros(),
                numbers(match.steps(), 1),
                numbers(match.exclusions(), 0)));
        breakdowns.put(event.id().toString(), match.breakdown());
      }
    }
    NaiveFunnel reference = new NaiveFunnel(funnel.shape(), budget);
    List<CohortResult> results = new ArrayList<>();
    for (long cohort : reference.cohorts(naive)) {
      Optional<NaiveChain> chain =
          funnel.counts(cohort) ? reference.best(naive, cohort) : Optional.empty();
      chain.ifPresent(
          best ->
              results.add(
                  new CohortResult(
                      funnel.id(),
                      cohort,
                      best.level(),
                      best.times().stream().mapToLong(Long::longValue).toArray(),
                      breakdowns.get(best.first().id()),
                      false)));
    }
    return results;
  }

  private static Set<Integer> numbers(int mask, int first) {
    Set<Integer> numbers = new HashSet<>();
    for (int i = 0; i < Integer.SIZE; i++) {
      if (((mask >>> i) & 1) != 0) {
        numbers.add(first + i);
      }
    }
    return numbers;
  }
}
