package io.footfall.funnel.core.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.schema.core.config.ConfigLoader;
import io.footfall.schema.core.error.FootfallException;
import io.footfall.schema.core.funnel.FunnelDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FunnelHistoryTest {
  private static final long HOUR = 3_600_000_000L;

  private static List<FunnelDefinition> funnels(String... steps) {
    String list =
        List.of(steps).stream()
            .map(step -> "{name = f, steps = [%s], window = 1 hour}".formatted(step))
            .toList()
            .toString();
    return ConfigLoader.load(Optional.empty(), Map.of(), Map.of("footfall.funnels", list))
        .config()
        .funnel()
        .definitions();
  }

  private final FunnelHistory first =
      FunnelHistory.empty().configured(funnels("a"), Long.MIN_VALUE);

  @Test
  void theFirstDefinitionsCountEveryCohort() {
    assertThat(first.all().get(0).counts(0)).isTrue();
    assertThat(first.all().get(0).counts(-100 * HOUR)).isTrue();
  }

  @Test
  void whatDoesNotChangeStaysAsItIs() {
    assertThat(first.configured(funnels("a"), 5 * HOUR)).isEqualTo(first);
  }

  @Test
  void noCohortIsCountedByBothTheOldAndTheNew() {
    FunnelHistory next = first.configured(funnels("b"), 5 * HOUR + 1);
    assertThat(next.all()).hasSize(2);
    for (long cohort = 0; cohort < 10 * HOUR; cohort += HOUR) {
      boolean old = cohort <= 5 * HOUR;
      assertThat(next.all().get(0).counts(cohort)).isEqualTo(old);
      assertThat(next.all().get(1).counts(cohort)).isEqualTo(!old);
    }
    assertThat(next.all().get(0).hash()).isNotEqualTo(next.all().get(1).hash());
    assertThat(next.named("f").orElseThrow().id()).isEqualTo(1);
  }

  @Test
  void aDefinitionThatComesBackCountsAnew() {
    FunnelHistory back = first.configured(List.of(), HOUR).configured(funnels("a"), 9 * HOUR);
    assertThat(back.all()).hasSize(2);
    assertThat(back.all().get(1).counts(8 * HOUR)).isFalse();
    assertThat(back.all().get(1).counts(9 * HOUR)).isTrue();
  }

  @Test
  void comesBackFromItsText() {
    FunnelHistory history = first.configured(funnels("b"), 5 * HOUR);
    assertThat(FunnelHistory.parse("file", history.render())).isEqualTo(history);
  }

  @Test
  void aDamagedTextIsNamed() {
    assertThatThrownBy(() -> FunnelHistory.parse("/w/.funnels/default", "{"))
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining("/w/.funnels/default");
  }

  @Test
  void stateNeedsEventsOfAWindowAndACohortBeforeTheWatermark() {
    assertThat(first.active(9 * HOUR).needsFrom(9 * HOUR)).isEqualTo(7 * HOUR);
    assertThat(first.active(Long.MIN_VALUE).needsFrom(Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
  }
}
