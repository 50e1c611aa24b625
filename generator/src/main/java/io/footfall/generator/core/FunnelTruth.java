package io.footfall.generator.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * How many users got how far: view, cart, order, payment, each within an hour of the view, counted
 * in hours of the view's time. What is sent twice counts once. Written without the funnel job, by
 * its definition: from each view on, the next step as soon as it comes.
 */
public final class FunnelTruth implements Consumer<GeneratedRecord> {
  /** In order. */
  public static final List<String> STEPS = List.of("view", "cart", "order", "payment");

  private static final long HOUR = 3_600_000;

  private final Map<String, List<Step>> byUser = new HashMap<>();

  /** One event of one user. */
  private record Step(int number, long millis, String id) {
    private static final Comparator<Step> ORDER =
        Comparator.comparingLong(Step::millis).thenComparingInt(Step::number);
  }

  @Override
  public void accept(GeneratedRecord record) {
    record
        .event()
        .ifPresent(
            event ->
                add(event.userId(), event.eventId(), event.eventType(), event.eventTimeMillis()));
  }

  /** An event; of what is no step nothing is kept. */
  public void add(String userId, String eventId, String type, long millis) {
    int number = STEPS.indexOf(type);
    if (number >= 0) {
      byUser
          .computeIfAbsent(userId, user -> new ArrayList<>())
          .add(new Step(number, millis, eventId));
    }
  }

  /**
   * Users that reached each step; a user counts once in each hour.
   *
   * @param late event id to how many of its copies came too late to count
   */
  public List<Long> usersPerStep(Map<String, Long> late) {
    List<Long> users = new ArrayList<>();
    STEPS.forEach(step -> users.add(0L));
    for (List<Step> all : byUser.values()) {
      for (int level : levels(counting(all, late)).values()) {
        for (int step = 0; step < level; step++) {
          users.set(step, users.get(step) + 1);
        }
      }
    }
    return users;
  }

  /** Each id once, in order, without those of which every copy was late. */
  private static List<Step> counting(List<Step> all, Map<String, Long> late) {
    Map<String, Long> tooLate = new HashMap<>();
    Set<String> taken = new HashSet<>();
    List<Step> steps = new ArrayList<>();
    for (Step step : all) {
      long left = tooLate.computeIfAbsent(step.id(), id -> late.getOrDefault(id, 0L));
      if (left > 0) {
        tooLate.put(step.id(), left - 1);
      } else if (taken.add(step.id())) {
        steps.add(step);
      }
    }
    steps.sort(Step.ORDER);
    return steps;
  }

  private static Map<Long, Integer> levels(List<Step> steps) {
    Map<Long, Integer> levels = new TreeMap<>();
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).number() == 0) {
        levels.merge(Math.floorDiv(steps.get(i).millis(), HOUR), level(steps, i), Math::max);
      }
    }
    return levels;
  }

  private static int level(List<Step> steps, int start) {
    int level = 1;
    long end = steps.get(start).millis() + HOUR;
    for (int i = start + 1; i < steps.size() && level < STEPS.size(); i++) {
      if (steps.get(i).millis() > end) {
        break;
      }
      if (steps.get(i).number() == level) {
        level++;
      }
    }
    return level;
  }
}
