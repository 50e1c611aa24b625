package io.footfall.generator.core;

import java.math.BigDecimal;
import java.time.Duration;
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
 * The sessions of what is sent, by the rule as people say it: sort a user's events, and begin anew
 * after a pause longer than the gap. Keeps every event in memory.
 */
public final class SessionTruth implements Consumer<GeneratedRecord> {

  /** In the order of sending. */
  private record Sent(
      String eventId, String type, long millis, int order, BigDecimal amount, String currency) {}

  /** Sorts what earlier runs have sent before what this one has. */
  private static final int EARLIER = Integer.MIN_VALUE;

  private static final Comparator<Sent> BY_TIME =
      Comparator.comparingLong(Sent::millis).thenComparingInt(Sent::order);

  private final Map<String, List<Sent>> byUser = new TreeMap<>();
  private final Set<String> ids = new HashSet<>();
  private int order;

  @Override
  public void accept(GeneratedRecord record) {
    record
        .event()
        .ifPresent(
            event ->
                add(
                    event.userId(),
                    event.eventId(),
                    event.eventType(),
                    event.eventTimeMillis(),
                    event.amount(),
                    event.currency()));
  }

  /**
   * An event that an earlier run has sent, in the order of sending; of no effect for one of this.
   */
  public void addEarlier(
      String userId,
      String eventId,
      String eventType,
      long millis,
      BigDecimal amount,
      String currency) {
    if (!ids.contains(eventId)) {
      put(userId, new Sent(eventId, eventType, millis, EARLIER + order++, amount, currency));
    }
  }

  /** An event that was sent next. */
  void add(
      String userId,
      String eventId,
      String eventType,
      long millis,
      BigDecimal amount,
      String currency) {
    ids.add(eventId);
    put(userId, new Sent(eventId, eventType, millis, order++, amount, currency));
  }

  private void put(String userId, Sent sent) {
    byUser.computeIfAbsent(userId, user -> new ArrayList<>()).add(sent);
  }

  /**
   * By user and time.
   *
   * @param late how many records of an event came too late to count: the last ones sent
   */
  public List<TrueSession> sessions(Duration gap, Duration maxDuration, Map<String, Long> late) {
    List<TrueSession> sessions = new ArrayList<>();
    byUser.forEach(
        (user, sent) ->
            split(user, counted(sent, late), gap.toMillis(), maxDuration.toMillis(), sessions));
    return sessions;
  }

  /** One record of each event, unless all of its records came too late. */
  private static List<Sent> counted(List<Sent> sent, Map<String, Long> late) {
    Map<String, Long> left = new HashMap<>();
    sent.sort(Comparator.comparingInt(Sent::order));
    sent.forEach(each -> left.merge(each.eventId(), 1L, Long::sum));
    left.replaceAll((id, records) -> records - late.getOrDefault(id, 0L));
    Set<String> taken = new HashSet<>();
    return sent.stream()
        .filter(each -> left.get(each.eventId()) > 0 && taken.add(each.eventId()))
        .sorted(BY_TIME)
        .toList();
  }

  private static void split(
      String user, List<Sent> events, long gap, long maxDuration, List<TrueSession> sessions) {
    int from = 0;
    for (int i = 1; i <= events.size(); i++) {
      boolean ends =
          i == events.size()
              || events.get(i).millis() - events.get(i - 1).millis() > gap
              || events.get(i).millis() - events.get(from).millis() > maxDuration;
      if (ends) {
        sessions.add(session(user, events.subList(from, i)));
        from = i;
      }
    }
  }

  private static TrueSession session(String user, List<Sent> events) {
    Sent first = events.get(0);
    return new TrueSession(
        user,
        first.millis(),
        events.get(events.size() - 1).millis(),
        first.eventId(),
        events.size(),
        sums(events, "order"),
        sums(events, "payment"));
  }

  private static Map<String, BigDecimal> sums(List<Sent> events, String type) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    for (Sent event : events) {
      if (event.type().equals(type) && event.amount() != null) {
        sums.merge(event.currency(), event.amount(), BigDecimal::add);
      }
    }
    return sums;
  }
}
