package io.footfall.funnel.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.schema.core.funnel.FunnelMode;
import java.util.List;
import org.junit.jupiter.api.Test;

class AbandonmentTest {
  private static final List<Shape.Between> BETWEEN_1_AND_2 = List.of(new Shape.Between(1, 2));

  private static Abandonment why(FunnelMode mode, List<Shape.Between> exclusions, String text) {
    Shape shape = Letters.shape(mode, 3, 10, 1_000, exclusions);
    FunnelEngine engine = new FunnelEngine(shape);
    Timeline events = Letters.columns(Letters.timeline(text, 3).events());
    return engine.whyAbandoned(events, 0, engine.best(events, 0));
  }

  @Test
  void nothingFollowedWithinTheWindow() {
    assertThat(why(FunnelMode.ORDERED, List.of(), "0A 1B 11C")).isEqualTo(Abandonment.WINDOW);
  }

  @Test
  void aLaterStepCameTooEarly() {
    assertThat(why(FunnelMode.ORDERED, List.of(), "0A 1C 2B")).isEqualTo(Abandonment.ORDER);
  }

  @Test
  void anotherEventBrokeTheStrictOrder() {
    assertThat(why(FunnelMode.STRICT_ORDER, List.of(), "0A 1X 2B")).isEqualTo(Abandonment.ORDER);
  }

  @Test
  void anExcludedEventLayBetween() {
    assertThat(why(FunnelMode.ORDERED, BETWEEN_1_AND_2, "0A 1x 2B"))
        .isEqualTo(Abandonment.EXCLUSION);
  }

  @Test
  void anExcludedEventThatStoppedNothingIsNoReason() {
    assertThat(why(FunnelMode.ORDERED, BETWEEN_1_AND_2, "0A 1x")).isEqualTo(Abandonment.WINDOW);
  }

  @Test
  void withoutOrderOnlyTheWindowEndsAChain() {
    assertThat(why(FunnelMode.UNORDERED, List.of(), "0B 1C")).isEqualTo(Abandonment.WINDOW);
  }
}
