package io.footfall.funnel.core.step;

import io.footfall.funnel.core.definition.ActiveFunnel;
import io.footfall.funnel.core.definition.Match;
import io.footfall.funnel.core.engine.Abandonment;
import io.footfall.funnel.core.engine.Chain;
import io.footfall.funnel.core.engine.FunnelEngine;
import io.footfall.funnel.core.engine.Prospects;
import io.footfall.funnel.core.engine.Timeline;
import io.footfall.funnel.core.state.CohortResult;
import io.footfall.funnel.core.state.FunnelEvent;
import io.footfall.funnel.core.state.UserState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A user's events as one funnel sees them. */
final class FunnelView {
  private final ActiveFunnel funnel;
  private final FunnelEngine engine;
  private final Timeline timeline;
  private final List<FunnelEvent> events = new ArrayList<>();

  /** A chain found, and the events at its ends. */
  record Found(CohortResult result, Chain chain, FunnelEvent last) {}

  /**
   * @param engine of the funnel's shape, for use by one thread
   * @param all in the order of {@link FunnelEvent#ORDER}
   */
  FunnelView(ActiveFunnel funnel, FunnelEngine engine, List<FunnelEvent> all) {
    this.funnel = funnel;
    this.engine = engine;
    this.timeline = new Timeline(all.size());
    for (FunnelEvent event : all) {
      Match match = event.match(funnel.id());
      if (match != null) {
        timeline.add(event.micros(), match.steps(), match.exclusions());
        events.add(event);
      }
    }
  }

  ActiveFunnel funnel() {
    return funnel;
  }

  /** Cohorts that count and in which an event can start a chain. */
  Set<Long> cohorts() {
    Set<Long> cohorts = new TreeSet<>();
    long last = Long.MIN_VALUE;
    for (int i = 0; i < timeline.size(); i++) {
      if (funnel.shape().starts(timeline.steps(i))) {
        long cohort = funnel.shape().cohortOf(timeline.time(i));
        if (cohort != last && funnel.counts(cohort)) {
          cohorts.add(cohort);
        }
        last = cohort;
      }
    }
    return cohorts;
  }

  /** What the user is counted as; null when nothing starts in the cohort. */
  Found find(long cohort, List<UserState.Bucket> capped) {
    Chain chain = engine.best(timeline, cohort);
    if (chain == null) {
      return null;
    }
    FunnelEvent first = events.get(chain.first());
    CohortResult result =
        new CohortResult(
            funnel.id(),
            cohort,
            chain.level(),
            chain.times(),
            first.match(funnel.id()).breakdown(),
            isCapped(cohort, capped));
    return new Found(result, chain, events.get(chain.last()));
  }

  /** Those of the funnel's events below a watermark that its chains may hold; by index. */
  BitSet neededBelow(long watermark) {
    int below = timeline.firstAt(watermark);
    int end = Prospects.canTell(funnel.shape(), timeline, below);
    BitSet needed = new BitSet(below);
    needed.set(end, below);
    for (long cohort : cohorts()) {
      if (watermark < funnel.shape().finalFrom(cohort)) {
        Prospects.mark(funnel.shape(), timeline, end, cohort, needed);
      }
    }
    return needed;
  }

  Abandonment whyAbandoned(long cohort, Chain chain) {
    return engine.whyAbandoned(timeline, cohort, chain);
  }

  private boolean isCapped(long cohort, List<UserState.Bucket> capped) {
    long end = funnel.shape().finalFrom(cohort);
    for (UserState.Bucket bucket : capped) {
      if (bucket.funnel() == funnel.id()
          && bucket.cohort() < end
          && bucket.cohort() + funnel.shape().cohortMicros() > cohort) {
        return true;
      }
    }
    return false;
  }
}
