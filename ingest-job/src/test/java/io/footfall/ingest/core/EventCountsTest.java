package io.footfall.ingest.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.footfall.runtime.core.metrics.ClosedSet;
import io.footfall.schema.core.event.BehaviorEvent;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EventCountsTest {
  private static final ClosedSet TYPES = ClosedSet.of(List.of("view", "order", "payment"));
  private static final ClosedSet CURRENCIES = ClosedSet.of(List.of("EUR"));

  private final StatsPartials stats = new StatsPartials();

  @Test
  void countsByTypeAndSumsWhatIsPaidByCurrency() {
    add("view", null, null);
    add("view", null, null);
    add("wish", null, null);
    add("order", "9.99", "EUR");
    add("payment", "1.2345", "EUR");
    add("payment", "1.00", "EUR");
    add("payment", "5.00", "XXX");
    add("payment", null, null);

    assertThat(counted(true))
        .containsOnly(
            entry("event_type:view", 2L),
            entry("event_type:other", 1L),
            entry("event_type:order", 1L),
            entry("event_type:payment", 4L),
            entry("orders", 1L),
            entry("payments:EUR", 2L),
            entry("payments:other", 2L),
            entry("paid:EUR", 22_345L));
  }

  @Test
  void absurdAndNegativeAmountsNeitherOverflowNorDeduct() {
    add("payment", "99999999999999.9999", "EUR");
    assertThat(counted(true)).containsEntry("paid:EUR", 1_000_000_000_000_000L);

    add("payment", "-3.00", "EUR");
    assertThat(counted(true)).containsEntry("paid:EUR", 0L);
  }

  @Test
  void countsNothingWhereNobodyWantsToKnow() {
    add("view", null, null);

    assertThat(counted(false)).isEmpty();
  }

  @Test
  void tellsItemsOnlyToThePage() {
    EventCounts quiet = new EventCounts(new EventCounts.Sets(TYPES, CURRENCIES, true, false));
    EventCounts page = new EventCounts(new EventCounts.Sets(TYPES, CURRENCIES, true, true));
    for (EventCounts each : List.of(quiet, page)) {
      each.item("i-1");
      each.item("i-1");
      each.item(null);
    }

    assertThat(counts(quiet)).isEmpty();
    assertThat(counts(page)).containsOnly(entry("item:i-1", 2L));
  }

  private Map<String, Long> counted(boolean any) {
    EventCounts counts = new EventCounts(new EventCounts.Sets(TYPES, CURRENCIES, any, false));
    stats.drain().forEach(counts::events);
    return counts(counts);
  }

  private static Map<String, Long> counts(EventCounts counts) {
    Map<String, Long> all = new TreeMap<>();
    counts.addTo(all);
    return all;
  }

  private void add(String type, String amount, String currency) {
    BigDecimal exact = amount == null ? null : new BigDecimal(amount);
    stats.add(
        new BehaviorEvent(
            "e", "u", type, 0, null, null, null, null, null, null, exact, currency, Map.of()));
  }
}
