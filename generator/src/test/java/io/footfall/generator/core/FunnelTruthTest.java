package io.footfall.generator.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.generator.core.GeneratedRecord.Lateness;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FunnelTruthTest {
  private static final long HOUR = 3_600_000;

  private final FunnelTruth truth = new FunnelTruth();

  private static GeneratedRecord record(int user, String type, long millis, Lateness lateness) {
    ShopEvent event =
        new ShopEvent(
            type + millis,
            user,
            "u" + user,
            type,
            millis,
            null,
            null,
            "/",
            "web",
            "ios",
            null,
            -1,
            null,
            "mail",
            "a",
            "1",
            "de");
    return GeneratedRecord.valid(new byte[0], new byte[0], 0, lateness, event);
  }

  private void add(int user, String type, long millis) {
    truth.accept(record(user, type, millis, Lateness.IN_TIME));
  }

  @Test
  void countsTheDeepestStepOfEachUserAndHour() {
    add(1, "view", 10);
    add(1, "cart", 20);
    add(1, "order", 5); // before the view
    add(2, "view", 10);
    add(2, "cart", 10 + HOUR); // the window, inclusive
    add(3, "view", 10);
    add(3, "cart", 11 + HOUR); // beyond
    add(3, "view", 12 + HOUR); // another hour
    add(4, "cart", 10); // never viewed
    assertThat(truth.usersPerStep(Map.of())).containsExactly(4L, 2L, 0L, 0L);
  }

  @Test
  void theBestOfSeveralViewsCounts() {
    add(1, "view", 0);
    add(1, "view", HOUR / 2);
    add(1, "cart", HOUR + 1);
    assertThat(truth.usersPerStep(Map.of())).containsExactly(1L, 1L, 0L, 0L);
  }

  @Test
  void whatCameTooLateDoesNotCountAndWhatWasSentTwiceCountsOnce() {
    add(1, "view", 10);
    add(1, "cart", 20);
    GeneratedRecord order = record(1, "order", 30, Lateness.IN_TIME);
    truth.accept(order);
    truth.accept(order.duplicate());
    Map<String, Long> late = Map.of("cart20", 1L);
    assertThat(truth.usersPerStep(late)).containsExactly(1L, 0L, 0L, 0L);
    assertThat(truth.usersPerStep(Map.of("order30", 1L))).containsExactly(1L, 1L, 1L, 0L);
    assertThat(truth.usersPerStep(Map.of("order30", 2L))).containsExactly(1L, 1L, 0L, 0L);
  }

  @Test
  void aShopConverts() {
    GeneratorSpec spec =
        new GeneratorSpec(
            200_000,
            0,
            5_000,
            0.05,
            0.01,
            0.02,
            0.01,
            42,
            100,
            Optional.of(Instant.parse("2026-03-01T00:00:00Z")),
            Duration.ofMinutes(2));
    new ShopModel(spec).forEachRemaining(truth);
    assertThat(truth.usersPerStep(Map.of())).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    assertThat(truth.usersPerStep(Map.of()).get(3)).isPositive();
  }
}
