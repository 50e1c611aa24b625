package io.footfall.funnel.core.step;

import io.footfall.funnel.core.definition.ActiveFunnel;
import io.footfall.funnel.core.definition.Funnels;
import io.footfall.funnel.core.definition.Match;
import io.footfall.funnel.core.engine.Shape;
import io.footfall.funnel.core.state.FunnelEvent;
import io.footfall.funnel.core.state.UserState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Removes from a state what no cohort can need any more. An event is needed by a funnel as long as
 * a start in time may still come before it (its own time is not below the watermark), or as long as
 * a start lies before it whose cohort is not final.
 */
final class Retention {
  private static final long NONE = Long.MIN_VALUE;

  private final Funnels funnels;
  private final long watermark;

  /** Per funnel the latest start so far whose cohort is not final. */
  private final Map<Integer, Long> starts = new HashMap<>();

  Retention(Funnels funnels, long watermark) {
    this.funnels = funnels;
    this.watermark = watermark;
  }

  /** Prunes events and marks; results are the caller's. */
  void prune(UserState state) {
    if (watermark == NONE) {
      return;
    }
    List<FunnelEvent> kept = new ArrayList<>(state.events().size());
    boolean changed = false;
    int noted = 0;
    for (FunnelEvent event : state.events()) {
      // Starts of the same time first, wherever their ids put them: an instant has no order.
      for (;
          noted < state.events().size() && state.events().get(noted).micros() <= event.micros();
          noted++) {
        noteStarts(state.events().get(noted));
      }
      List<Match> matches = needed(event);
      changed |= matches.size() < event.matches().size();
      if (!matches.isEmpty()) {
        kept.add(matches.size() == event.matches().size() ? event : event.withMatches(matches));
      }
    }
    if (changed) {
      state.events().clear();
      state.events().addAll(kept);
    }
    state
        .capped()
        .removeIf(
            bucket -> {
              ActiveFunnel funnel = funnels.get(bucket.funnel());
              return funnel == null || watermark >= funnel.shape().finalFrom(bucket.cohort());
            });
  }

  /** The event's own list when all are. */
  private List<Match> needed(FunnelEvent event) {
    List<Match> all = event.matches();
    for (int i = 0; i < all.size(); i++) {
      if (!isNeeded(event, all.get(i))) {
        return all.stream().filter(match -> isNeeded(event, match)).toList();
      }
    }
    return all;
  }

  private boolean isNeeded(FunnelEvent event, Match match) {
    ActiveFunnel funnel = funnels.get(match.funnel());
    return funnel != null && isNeeded(event.micros(), funnel);
  }

  private void noteStarts(FunnelEvent event) {
    for (Match match : event.matches()) {
      ActiveFunnel funnel = funnels.get(match.funnel());
      if (funnel != null && funnel.shape().starts(match.steps())) {
        long cohort = funnel.shape().cohortOf(event.micros());
        if (funnel.counts(cohort) && watermark < funnel.shape().finalFrom(cohort)) {
          starts.put(funnel.id(), event.micros());
        }
      }
    }
  }

  private boolean isNeeded(long time, ActiveFunnel funnel) {
    Shape shape = funnel.shape();
    Long start = starts.get(funnel.id());
    if (start != null && time - start <= shape.windowMicros()) {
      return true;
    }
    return time >= watermark
        && time >= funnel.fromMicros()
        && shape.cohortOf(watermark) < funnel.untilMicros();
  }
}
