package io.footfall.funnel.core.step;

import io.footfall.funnel.core.definition.ActiveFunnel;
import io.footfall.funnel.core.definition.Funnels;
import io.footfall.funnel.core.definition.Match;
import io.footfall.funnel.core.state.FunnelEvent;
import io.footfall.funnel.core.state.UserState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Of a run of events that only break a strict order, one does for all, as soon as no event can fall
 * between them any more: below the watermark the first of each run is kept.
 */
final class Breakers {

  private Breakers() {}

  /** Removes what another breaker does as well. */
  static void thin(UserState state, Funnels funnels, long watermark) {
    List<FunnelEvent> kept = new ArrayList<>(state.events().size());
    Set<Integer> broken = new HashSet<>();
    boolean changed = false;
    for (FunnelEvent event : state.events()) {
      List<Match> matches = new ArrayList<>(event.matches().size());
      for (Match match : event.matches()) {
        boolean breaker = isBreaker(match, funnels);
        boolean again = breaker && broken.contains(match.funnel());
        if (!again || event.micros() >= watermark) {
          matches.add(match);
        }
        if (breaker) {
          broken.add(match.funnel());
        } else {
          broken.remove(match.funnel());
        }
      }
      changed |= matches.size() < event.matches().size();
      if (matches.size() == event.matches().size()) {
        kept.add(event);
      } else if (!matches.isEmpty()) {
        kept.add(event.withMatches(matches));
      }
    }
    if (changed) {
      state.events().clear();
      state.events().addAll(kept);
    }
  }

  private static boolean isBreaker(Match match, Funnels funnels) {
    ActiveFunnel funnel = funnels.get(match.funnel());
    return match.steps() == 0
        && match.exclusions() == 0
        && funnel != null
        && funnel.definition().mode().heedsOtherEvents();
  }
}
