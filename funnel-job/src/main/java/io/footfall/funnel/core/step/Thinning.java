package io.footfall.funnel.core.step;

import io.footfall.funnel.core.definition.Match;
import io.footfall.funnel.core.state.EventId;
import io.footfall.funnel.core.state.FunnelEvent;
import io.footfall.funnel.core.state.UserState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Removes from a state events below the watermark that no chain can hold any more, and the ids of
 * the others: a copy of such an event is late. Done when enough of them are new to be worth the
 * look at all.
 */
final class Thinning {
  /** So many that are new are worth it, if they are at least half as many as the others. */
  private static final int WORTH = 4;

  private final long watermark;
  private final IntFunction<FunnelView> views;
  private final Map<Integer, Cursor> cursors = new HashMap<>();

  /** The events of one funnel, one after the other. */
  private static final class Cursor {
    private final BitSet needed;
    private int next;

    Cursor(BitSet needed) {
      this.needed = needed;
    }

    boolean nextIsNeeded() {
      return needed.get(next++);
    }
  }

  /**
   * @param views by a funnel's id: the events of the state, null when the funnel is gone
   */
  Thinning(long watermark, IntFunction<FunnelView> views) {
    this.watermark = watermark;
    this.views = views;
  }

  void thin(UserState user) {
    if (!isWorthIt(user.events())) {
      return;
    }
    List<FunnelEvent> kept = new ArrayList<>(user.events().size());
    for (FunnelEvent event : user.events()) {
      if (event.micros() >= watermark) {
        kept.add(event);
        continue;
      }
      List<Match> matches = new ArrayList<>(event.matches().size());
      for (Match match : event.matches()) {
        if (cursors.computeIfAbsent(match.funnel(), this::cursor).nextIsNeeded()) {
          matches.add(match);
        }
      }
      if (!matches.isEmpty()) {
        kept.add(new FunnelEvent(EventId.NONE, event.micros(), event.details(), matches));
      }
    }
    user.events().clear();
    user.events().addAll(kept);
  }

  private boolean isWorthIt(List<FunnelEvent> events) {
    int fresh = 0;
    int others = 0;
    for (FunnelEvent event : events) {
      if (event.micros() >= watermark) {
        break;
      }
      if (event.id().equals(EventId.NONE)) {
        others++;
      } else {
        fresh++;
      }
    }
    return fresh >= WORTH && 2 * fresh >= others;
  }

  private Cursor cursor(int funnel) {
    FunnelView view = views.apply(funnel);
    return new Cursor(view == null ? new BitSet() : view.neededBelow(watermark));
  }
}
