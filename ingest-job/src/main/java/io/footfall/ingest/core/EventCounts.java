package io.footfall.ingest.core;

import io.footfall.runtime.core.metrics.Ages;
import io.footfall.runtime.core.metrics.ClosedSet;
import io.footfall.runtime.core.metrics.Counts;
import io.footfall.runtime.core.metrics.Detail;
import io.footfall.runtime.core.metrics.TopItems;
import io.footfall.schema.core.config.MetricsConfig;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** What a task counts for metrics and the live page. One thread. */
public final class EventCounts {
  private static final int MOST_ITEMS = 50;
  private static final int AMOUNT_SCALE = 4;

  /** In ten-thousandths: absurd amounts of hostile records must not overflow a sum. */
  private static final BigDecimal MOST_PAID = BigDecimal.valueOf(1_000_000_000_000_000L);

  private final Sets sets;
  private final Ages ages = new Ages();
  private final TopItems items = new TopItems();
  private final Map<String, Long> counts = new TreeMap<>();

  /**
   * What is counted apart. Travels to the executors.
   *
   * @param any false when nobody wants to know
   * @param items whether events are counted by item, which only the page shows
   */
  public record Sets(ClosedSet types, ClosedSet currencies, boolean any, boolean items)
      implements Serializable {

    public static Sets of(MetricsConfig config) {
      return new Sets(
          ClosedSet.of(config.eventTypes()),
          ClosedSet.of(config.currencies()),
          config.enabled(),
          config.enabled() && config.page());
    }
  }

  public EventCounts(Sets sets) {
    this.sets = sets;
  }

  /** A record, whatever it is. */
  public void record(long timestampMicros, long batchMicros) {
    if (sets.any()) {
      ages.add(timestampMicros, batchMicros);
    }
  }

  /** A valid event's item; null for none. */
  public void item(String itemId) {
    if (sets.items()) {
      items.add(itemId, 1);
    }
  }

  /** Valid events that have been counted together already. */
  public void events(StatsPartials.Key key, StatsPartials.Partial partial) {
    if (!sets.any()) {
      return;
    }
    add(Detail.EVENT_TYPE.named(sets.types().label(key.eventType())), partial.events());
    switch (key.eventType()) {
      case Counts.ORDER -> add(Counts.ORDERS, partial.events());
      case Counts.PAYMENT -> payments(key, partial);
      default -> {}
    }
  }

  private void payments(StatsPartials.Key key, StatsPartials.Partial partial) {
    String currency = sets.currencies().label(key.currency());
    add(Detail.PAYMENTS.named(currency), partial.events());
    if (partial.amount() != null && !currency.equals(ClosedSet.OTHER)) {
      BigDecimal paid = partial.amount().movePointRight(AMOUNT_SCALE);
      add(Detail.PAID.named(currency), paid.min(MOST_PAID).max(BigDecimal.ZERO).longValue());
    }
  }

  private void add(String name, long times) {
    counts.merge(name, times, Long::sum);
  }

  /** Adds everything to a task's counts. */
  public void addTo(Map<String, Long> taskCounts) {
    ages.addTo(taskCounts);
    counts.forEach((name, count) -> taskCounts.merge(name, count, Long::sum));
    items
        .top(MOST_ITEMS)
        .forEach((item, count) -> taskCounts.merge(Detail.ITEM.named(item), count, Long::sum));
  }
}
