package io.footfall.generator.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionTruthTest {
  private static final Duration GAP = Duration.ofMinutes(10);
  private static final Duration DAY = Duration.ofDays(1);
  private static final long MINUTE = 60_000;

  private final SessionTruth truth = new SessionTruth();

  @Test
  void beginsAnewAfterMoreThanTheGap() {
    view("c", 20 * MINUTE + 1);
    view("a", 0);
    view("b", 10 * MINUTE);
    assertThat(sessions(Map.of()))
        .extracting(TrueSession::firstEventId, TrueSession::events, TrueSession::endMillis)
        .containsExactly(tuple("a", 2L, 10 * MINUTE), tuple("c", 1L, 20 * MINUTE + 1));
  }

  @Test
  void cutsAtTheLongestDuration() {
    for (int i = 0; i <= 150; i++) {
      view("e" + i, i * 10L * MINUTE);
    }
    assertThat(sessions(Map.of()))
        .extracting(TrueSession::firstEventId)
        .containsExactly("e0", "e145");
  }

  @Test
  void countsCopiesOnceAndLeavesOutWhatIsLate() {
    view("a", 0);
    view("a", 0);
    view("b", MINUTE);
    view("b", MINUTE);
    assertThat(sessions(Map.of("a", 1L))).extracting(TrueSession::events).containsExactly(2L);
    assertThat(sessions(Map.of("a", 2L))).extracting(TrueSession::events).containsExactly(1L);
  }

  @Test
  void addsUpWhatWasOrderedAndPaid() {
    truth.add("u", "a", "order", 0, new BigDecimal("10.50"), "EUR");
    truth.add("u", "b", "order", 1, new BigDecimal("1.25"), "EUR");
    truth.add("u", "c", "payment", 2, new BigDecimal("11.75"), "EUR");
    truth.add("u", "d", "cart", 3, new BigDecimal("99"), "EUR");
    TrueSession session = sessions(Map.of()).get(0);
    assertThat(session.ordered()).isEqualTo(Map.of("EUR", new BigDecimal("11.75")));
    assertThat(session.paid()).isEqualTo(Map.of("EUR", new BigDecimal("11.75")));
  }

  @Test
  void holdsEveryValidRecordOfTheShop() {
    GeneratorSpec spec =
        GeneratorSpec.defaults()
            .withEvents(20_000)
            .withStart(Instant.parse("2026-03-01T12:00:00Z"));
    TruthCollector counts = new TruthCollector();
    new ShopModel(spec).forEachRemaining(counts.andThen(truth));
    long events = sessions(Map.of()).stream().mapToLong(TrueSession::events).sum();
    Truth counted = counts.truth(spec);
    assertThat(events).isEqualTo(counted.valid() - counted.duplicates());
  }

  private void view(String id, long millis) {
    truth.add("u", id, "view", millis, null, null);
  }

  private List<TrueSession> sessions(Map<String, Long> late) {
    return truth.sessions(GAP, DAY, late);
  }
}
