package io.footfall.funnel.core.step;

import io.footfall.funnel.core.definition.ActiveFunnel;
import io.footfall.funnel.core.definition.Funnels;
import io.footfall.funnel.core.definition.Match;
import io.footfall.funnel.core.state.EventId;
import io.footfall.funnel.core.state.FunnelEvent;
import io.footfall.funnel.core.state.UserState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Takes events into the state of a user: each id once, and no more than the cap per funnel and
 * cohort of the event's own time.
 */
final class UserEvents {
  private final Funnels funnels;
  private final long most;
  private final UserState state;
  private final long watermark;
  private final Map<UserState.Bucket, Integer> counts = new HashMap<>();
  private final Map<Integer, NavigableSet<Long>> touched = new HashMap<>();
  private final Map<Integer, Integer> left = new TreeMap<>();

  /**
   * @param watermark below it ids are forgotten: a copy with the same time is late
   */
  UserEvents(Funnels funnels, long most, UserState state, long watermark) {
    this.funnels = funnels;
    this.most = most;
    this.state = state;
    this.watermark = watermark;
  }

  /**
   * Takes events in.
   *
   * @param fresh in the order in which they arrived: of several with one id, the first counts
   */
  void add(List<FunnelEvent> fresh) {
    if (fresh.isEmpty()) {
      return;
    }
    Set<EventId> known = known(fresh);
    boolean full = state.events().size() + fresh.size() > most;
    if (full) {
      state.events().forEach(event -> event.matches().forEach(m -> count(event, m)));
    }
    boolean sorted = true;
    FunnelEvent previous = state.events().isEmpty() ? null : last();
    for (FunnelEvent event : fresh) {
      if (known.contains(event.id())) {
        continue;
      }
      FunnelEvent taken = taken(event, full);
      if (taken != null) {
        known.add(event.id());
        sorted &= previous == null || FunnelEvent.ORDER.compare(previous, taken) < 0;
        state.events().add(taken);
        previous = taken;
      }
    }
    if (!sorted) {
      state.events().sort(FunnelEvent.ORDER);
    }
  }

  /** How many events the cap has left out, by funnel. */
  Map<Integer, Integer> leftOut() {
    return left;
  }

  /** Times of what came, by funnel; what the cap left out among them. */
  Map<Integer, NavigableSet<Long>> touched() {
    return touched;
  }

  /** Those of the new ids that the state has. */
  private Set<EventId> known(List<FunnelEvent> fresh) {
    Set<EventId> ids = new HashSet<>();
    fresh.forEach(event -> ids.add(event.id()));
    Set<EventId> known = new HashSet<>();
    List<FunnelEvent> events = state.events();
    for (int i = events.size() - 1; i >= 0 && events.get(i).micros() >= watermark; i--) {
      if (ids.contains(events.get(i).id())) {
        known.add(events.get(i).id());
      }
    }
    return known;
  }

  private FunnelEvent last() {
    return state.events().get(state.events().size() - 1);
  }

  private FunnelEvent taken(FunnelEvent event, boolean full) {
    List<Match> kept = new ArrayList<>(event.matches().size());
    for (Match match : event.matches()) {
      ActiveFunnel funnel = funnels.get(match.funnel());
      if (funnel == null) {
        continue;
      }
      touched.computeIfAbsent(match.funnel(), id -> new TreeSet<>()).add(event.micros());
      if (full && !fits(event, match)) {
        left.merge(match.funnel(), 1, Integer::sum);
      } else {
        kept.add(match);
      }
    }
    if (kept.isEmpty()) {
      return null;
    }
    return kept.size() == event.matches().size() ? event : event.withMatches(kept);
  }

  private boolean fits(FunnelEvent event, Match match) {
    UserState.Bucket bucket = bucket(event, match);
    if (counts.getOrDefault(bucket, 0) >= most) {
      if (!state.capped().contains(bucket)) {
        state.capped().add(bucket);
      }
      return false;
    }
    counts.merge(bucket, 1, Integer::sum);
    return true;
  }

  private void count(FunnelEvent event, Match match) {
    if (funnels.get(match.funnel()) != null) {
      counts.merge(bucket(event, match), 1, Integer::sum);
    }
  }

  private UserState.Bucket bucket(FunnelEvent event, Match match) {
    long cohort = funnels.get(match.funnel()).shape().cohortOf(event.micros());
    return new UserState.Bucket(match.funnel(), cohort);
  }
}
