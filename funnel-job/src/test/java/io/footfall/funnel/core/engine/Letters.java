package io.footfall.funnel.core.engine;

import io.footfall.funnel.core.reference.NaiveEvent;
import io.footfall.schema.core.funnel.FunnelMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Timelines as people write them: {@code 0A 5(BC) 6x}, seconds before letters. */
record Letters(List<NaiveEvent> events) {
  static final long SECOND = 1_000_000L;
  private static final Pattern EVENT = Pattern.compile("(\\d+)(\\([A-Z]+\\)|[A-Zx])");

  /** In seconds. */
  static Shape shape(
      FunnelMode mode, int steps, long window, long cohort, List<Shape.Between> exclusions) {
    return new Shape(mode, steps, window * SECOND, cohort * SECOND, exclusions);
  }

  /**
   * @param steps letters beyond them match no step
   */
  static Letters timeline(String text, int steps) {
    List<NaiveEvent> events = new ArrayList<>();
    Matcher matcher = EVENT.matcher(text);
    while (matcher.find()) {
      long micros = Long.parseLong(matcher.group(1)) * SECOND;
      Set<Integer> matches = new HashSet<>();
      matcher
          .group(2)
          .chars()
          .filter(c -> c >= 'A' && c < 'A' + steps)
          .forEach(c -> matches.add(c - 'A' + 1));
      Set<Integer> excluded = matcher.group(2).equals("x") ? Set.of(0) : Set.of();
      String id = "%03d%s".formatted(events.size(), matcher.group(2));
      events.add(new NaiveEvent(id, micros, matches, excluded));
    }
    return new Letters(events);
  }

  /** One second apart. */
  static Letters sequence(String letters, int steps) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < letters.length(); i++) {
      text.append(i).append(letters.charAt(i)).append(' ');
    }
    return timeline(text.toString(), steps);
  }

  /** As the engine wants them. */
  static Timeline columns(List<NaiveEvent> events) {
    Timeline timeline = new Timeline(events.size());
    sorted(events)
        .forEach(e -> timeline.add(e.micros(), mask(e.steps(), 1), mask(e.exclusions(), 0)));
    return timeline;
  }

  static List<NaiveEvent> sorted(List<NaiveEvent> events) {
    return events.stream()
        .sorted(Comparator.comparingLong(NaiveEvent::micros).thenComparing(NaiveEvent::id))
        .toList();
  }

  private static int mask(Set<Integer> numbers, int first) {
    return numbers.stream().mapToInt(number -> 1 << (number - first)).reduce(0, (a, b) -> a | b);
  }

  /** The level in the cohort of second 0; 0 when nothing starts there. */
  int level(Shape shape) {
    Chain chain = new FunnelEngine(shape).best(columns(events), 0);
    return chain == null ? 0 : chain.level();
  }
}
