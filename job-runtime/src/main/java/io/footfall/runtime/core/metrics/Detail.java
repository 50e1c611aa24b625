package io.footfall.runtime.core.metrics;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Counts of a task that are broken down: {@code event_type:view}. They ride in the same map as the
 * plain counts, whose names have no colon, and are for metrics and the page, not for log lines.
 */
public enum Detail {
  /** Records by {@link LatencyScale} cell of their age at the beginning of the batch. */
  AGE,
  /** Valid events by type. */
  EVENT_TYPE,
  /** Payments by currency. */
  PAYMENTS,
  /** Paid amounts by currency, in ten-thousandths. */
  PAID,
  /** Events by item, the most frequent only, of a task that was asked for them. */
  ITEM,
  /** Users by {@code funnel/step}, step counted from 1; corrections are negative. */
  FUNNEL,
  /** Events by the funnel whose cap has left them out. */
  CAPPED;

  private static final char SEPARATOR = ':';

  private final String prefix = name().toLowerCase(Locale.ROOT) + SEPARATOR;

  /** The name of one count. */
  public String named(String value) {
    return prefix + value;
  }

  /** What the count is about, when the name is one of this kind. */
  Optional<String> subject(Map.Entry<String, Long> count) {
    return count.getKey().startsWith(prefix)
        ? Optional.of(count.getKey().substring(prefix.length()))
        : Optional.empty();
  }

  /** The plain counts alone. */
  public static Map<String, Long> without(Map<String, Long> counts) {
    Map<String, Long> plain = new TreeMap<>(counts);
    plain.keySet().removeIf(name -> name.indexOf(SEPARATOR) >= 0);
    return plain;
  }
}
