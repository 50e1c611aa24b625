package io.footfall.funnel.core.definition;

import io.footfall.schema.core.event.BehaviorEvent;
import io.footfall.schema.core.funnel.Condition;
import io.footfall.schema.core.funnel.EventFilter;
import io.footfall.schema.core.funnel.FunnelField;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which funnels an event concerns. Filters are looked up by event type. One thread. */
public final class EventMatcher {
  private final List<ActiveFunnel> funnels;
  private final boolean anyHeedsOthers;
  private final Map<String, List<Candidate>> byType = new HashMap<>();

  /** A filter that the type satisfies already. */
  private record Candidate(int slot, int steps, int exclusions, List<Condition> where) {}

  public EventMatcher(Funnels of) {
    this.funnels = of.all();
    for (int slot = 0; slot < funnels.size(); slot++) {
      var definition = funnels.get(slot).definition();
      for (int i = 0; i < definition.steps().size(); i++) {
        add(slot, definition.steps().get(i).filter(), 1 << i, 0);
      }
      for (int i = 0; i < definition.exclusions().size(); i++) {
        add(slot, definition.exclusions().get(i).filter(), 0, 1 << i);
      }
    }
    this.anyHeedsOthers = of.heedOtherEvents();
  }

  private void add(int slot, EventFilter filter, int step, int exclusion) {
    for (String type : filter.types()) {
      byType
          .computeIfAbsent(type, name -> new ArrayList<>())
          .add(new Candidate(slot, step, exclusion, filter.where()));
    }
  }

  /** In the order of the funnels' ids; empty when the event concerns none. */
  public List<Match> matches(BehaviorEvent event) {
    List<Candidate> candidates = byType.get(event.eventType());
    if (candidates == null && !anyHeedsOthers) {
      return List.of();
    }
    List<Match> matches = new ArrayList<>();
    int next = 0;
    int size = candidates == null ? 0 : candidates.size();
    for (int i = 0; i < size; ) {
      int slot = candidates.get(i).slot();
      int steps = 0;
      int exclusions = 0;
      for (; i < size && candidates.get(i).slot() == slot; i++) {
        Candidate candidate = candidates.get(i);
        if (holds(candidate.where(), event)) {
          steps |= candidate.steps();
          exclusions |= candidate.exclusions();
        }
      }
      addOthers(matches, next, slot);
      next = slot + 1;
      add(matches, funnels.get(slot), steps, exclusions, event);
    }
    addOthers(matches, next, funnels.size());
    return matches;
  }

  private static boolean holds(List<Condition> where, BehaviorEvent event) {
    for (Condition condition : where) {
      if (!condition.holds(event)) {
        return false;
      }
    }
    return true;
  }

  /** For funnels of which no filter has the event's type. */
  private void addOthers(List<Match> matches, int from, int until) {
    for (int slot = from; anyHeedsOthers && slot < until; slot++) {
      add(matches, funnels.get(slot), 0, 0, null);
    }
  }

  private static void add(
      List<Match> matches, ActiveFunnel funnel, int steps, int exclusions, BehaviorEvent event) {
    boolean concerns = steps != 0 || exclusions != 0;
    if (concerns || funnel.definition().mode().heedsOtherEvents()) {
      List<String> breakdown =
          funnel.shape().starts(steps) ? breakdown(funnel, event) : Collections.emptyList();
      matches.add(new Match(funnel.id(), steps, exclusions, breakdown));
    }
  }

  private static List<String> breakdown(ActiveFunnel funnel, BehaviorEvent event) {
    List<String> values = new ArrayList<>();
    for (FunnelField field : funnel.definition().breakdown()) {
      values.add(field.text(event));
    }
    return values;
  }
}
