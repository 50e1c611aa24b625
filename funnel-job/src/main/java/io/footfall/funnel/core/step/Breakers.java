package io.footfall.funnel.core.step;

import io.footfall.funnel.core.definition.ActiveFunnel;
import io.footfall.funnel.core.definition.Funnels;
import io.footfall.funnel.core.definition.Match;
import io.footfall.funnel.core.state.FunnelEvent;
import io.footfall.funnel.core.state.UserState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Of a run of events that only break a strict order, one does for all, as soon as no event can fall
 * between them any more. So below the watermark the first of each run is kept; and, since one that
 * shares the time of the event before the run does not break a chain that starts with that event,
 * the first that is later, too.
 */
final class Breakers {

  private Breakers() {}

  /** Where a funnel's run of breakers stands. */
  private static final class Run {
    private static final long NONE = Long.MIN_VALUE;
    private long before = NONE;
    private long breaker = NONE;

    void end(long micros) {
      before = micros;
      breaker = NONE;
    }

    /** True when a breaker of the run does what one at this time would. */
    boolean isBrokenAt(long micros) {
      return breaker != NONE && (breaker > before || breaker == micros);
    }
  }

  /** Removes what another breaker does as well. */
  static void thin(UserState state, Funnels funnels, long watermark) {
    if (!funnels.heedOtherEvents()) {
      return;
    }
    List<FunnelEvent> kept = new ArrayList<>(state.events().size());
    Map<Integer, Run> runs = new HashMap<>();
    boolean changed = false;
    for (FunnelEvent event : state.events()) {
      List<Match> matches = new ArrayList<>(event.matches().size());
      for (Match match : event.matches()) {
        Run run = runs.computeIfAbsent(match.funnel(), id -> new Run());
        if (!isBreaker(match, funnels)) {
          run.end(event.micros());
          matches.add(match);
        } else if (!run.isBrokenAt(event.micros()) || event.micros() >= watermark) {
          run.breaker = event.micros();
          matches.add(match);
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
