package io.footfall.session.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;

import io.footfall.schema.core.event.BehaviorEvent;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/** Sessions by the words of the design: sort, split, look at all events of each. */
public final class NaiveSessions {
  private final long gap;
  private final long maxDuration;

  public NaiveSessions(long gap, long maxDuration) {
    this.gap = gap;
    this.maxDuration = maxDuration;
  }

  /** Of all users, by user and start. */
  public List<Found> of(List<Sent> events) {
    List<Found> sessions = new ArrayList<>();
    for (String user : new TreeSet<>(events.stream().map(Sent::user).toList())) {
      sessions.addAll(ofUser(events.stream().filter(e -> e.user().equals(user)).toList()));
    }
    return sessions;
  }

  private List<Found> ofUser(List<Sent> events) {
    List<Found> sessions = new ArrayList<>();
    Map<String, List<Sent>> copies = copies(events);
    List<Sent> session = new ArrayList<>();
    boolean split = false;
    for (Sent event : sorted(copies)) {
      if (!session.isEmpty()) {
        boolean near = event.micros() - session.get(session.size() - 1).micros() <= gap;
        boolean within = event.micros() - session.get(0).micros() <= maxDuration;
        if (!near || !within) {
          sessions.add(summary(session, copies, split));
          session.clear();
          split = near;
        }
      }
      session.add(event);
    }
    if (!session.isEmpty()) {
      sessions.add(summary(session, copies, split));
    }
    return sessions;
  }

  /** By event id, in Kafka's order: the first of each counts. */
  private static Map<String, List<Sent>> copies(List<Sent> events) {
    return events.stream()
        .sorted(Comparator.comparingInt(Sent::partition).thenComparingLong(Sent::offset))
        .collect(groupingBy(sent -> sent.event().eventId()));
  }

  private static List<Sent> sorted(Map<String, List<Sent>> copies) {
    return copies.values().stream()
        .map(same -> same.get(0))
        .sorted(
            Comparator.comparingLong(Sent::micros)
                .thenComparingInt(Sent::partition)
                .thenComparingLong(Sent::offset))
        .toList();
  }

  private static Found summary(List<Sent> session, Map<String, List<Sent>> copies, boolean split) {
    List<Sent> records =
        session.stream().flatMap(sent -> copies.get(sent.event().eventId()).stream()).toList();
    long conflicts =
        session.stream()
            .mapToLong(
                sent ->
                    copies.get(sent.event().eventId()).stream()
                        .filter(copy -> !copy.event().equals(sent.event()))
                        .count())
            .sum();
    BehaviorEvent first = session.get(0).event();
    long start = first.eventTimeMicros();
    long end = session.get(session.size() - 1).micros();
    Map<String, Long> types = new TreeMap<>();
    session.forEach(sent -> types.merge(sent.event().eventType(), 1L, Long::sum));
    List<String> pages =
        session.stream().map(sent -> sent.event().page()).filter(Objects::nonNull).toList();
    double seconds = (end - start) / 1e6;
    return new Found(
        first.userId(),
        id(first),
        start,
        end,
        session.size(),
        types,
        sums(session, "order"),
        sums(session, "payment"),
        pages.isEmpty() ? null : pages.get(0),
        pages.isEmpty() ? null : pages.get(pages.size() - 1),
        first.channel(),
        first.device(),
        first.campaign(),
        split,
        session.size() >= 100 && session.size() > 5 * seconds,
        session.size() == 1,
        records.size() - session.size(),
        conflicts,
        records.stream().mapToLong(Sent::kafkaMicros).max().orElseThrow());
  }

  private static Map<String, BigDecimal> sums(List<Sent> session, String type) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    for (Sent sent : session) {
      BehaviorEvent event = sent.event();
      if (event.eventType().equals(type) && event.amount() != null) {
        String currency = event.currency() == null ? "" : event.currency();
        sums.merge(currency, event.amount(), BigDecimal::add);
      }
    }
    return sums;
  }

  static String id(BehaviorEvent first) {
    String text =
        "%d:%d:%s:%s"
            .formatted(
                first.eventTimeMicros(),
                first.eventId().getBytes(UTF_8).length,
                first.eventId(),
                first.userId());
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
