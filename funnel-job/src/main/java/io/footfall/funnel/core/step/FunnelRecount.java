package io.footfall.funnel.core.step;

import io.footfall.funnel.core.definition.ActiveFunnel;
import io.footfall.funnel.core.definition.Funnels;
import io.footfall.funnel.core.engine.FunnelEngine;
import io.footfall.funnel.core.state.ArrivedEvent;
import io.footfall.funnel.core.state.CohortResult;
import io.footfall.funnel.core.state.FunnelEvent;
import io.footfall.funnel.core.state.UserState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a user is to be counted as, from all events at once. One thread. */
public final class FunnelRecount {
  private final Funnels funnels;

  /**
   * One cohort.
   *
   * @param last the event of the deepest step
   * @param abandoned why, where the cohort is final and the last step was not reached
   */
  public record Counted(CohortResult result, FunnelEvent last, Optional<String> abandoned) {}

  public FunnelRecount(Funnels funnels) {
    this.funnels = funnels;
  }

  /**
   * Each id once, in the order of a timeline; of several with one id the first that arrived.
   *
   * @param arrived of one user, in any order
   */
  public List<FunnelEvent> distinct(List<ArrivedEvent> arrived) {
    return state(arrived).events();
  }

  private UserState state(List<ArrivedEvent> arrived) {
    UserState state = UserState.empty();
    List<FunnelEvent> events =
        arrived.stream().sorted(ArrivedEvent.ORDER).map(ArrivedEvent::event).toList();
    new UserEvents(funnels, Long.MAX_VALUE, state, Long.MIN_VALUE).add(events);
    return state;
  }

  /**
   * Counts.
   *
   * @param arrived of one user, none of them late, in any order
   * @param watermarkMicros decides which cohorts are final
   */
  public List<Counted> count(List<ArrivedEvent> arrived, long watermarkMicros) {
    UserState state = state(arrived);
    List<Counted> counted = new ArrayList<>();
    for (ActiveFunnel funnel : funnels.all()) {
      FunnelView view = new FunnelView(funnel, new FunnelEngine(funnel.shape()), state.events());
      for (long cohort : view.cohorts()) {
        FunnelView.Found found = view.find(cohort, List.of());
        if (found != null) {
          counted.add(
              new Counted(
                  found.result(), found.last(), abandoned(view, cohort, found, watermarkMicros)));
        }
      }
    }
    return counted;
  }

  private static Optional<String> abandoned(
      FunnelView view, long cohort, FunnelView.Found found, long watermarkMicros) {
    boolean isFinal = watermarkMicros >= view.funnel().shape().finalFrom(cohort);
    return isFinal && found.result().level() < view.funnel().shape().steps()
        ? Optional.of(view.whyAbandoned(cohort, found.chain()).name())
        : Optional.empty();
  }
}
