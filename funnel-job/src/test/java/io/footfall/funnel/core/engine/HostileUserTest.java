package io.footfall.funnel.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.footfall.schema.core.funnel.FunnelMode;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A hundred thousand matching events of one user: a search that is not linear would not end. */
class HostileUserTest {
  private static final int EVENTS = 100_000;
  private static final int STEPS = 32;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static Shape shape(FunnelMode mode) {
    List<Shape.Between> exclusions =
        mode.takesExclusions()
            ? List.of(new Shape.Between(1, 3), new Shape.Between(2, 32), new Shape.Between(30, 31))
            : List.of();
    return new Shape(mode, STEPS, 10_000_000, 1_000_000_000, exclusions);
  }

  private static Chain search(FunnelMode mode, Timeline events) {
    return assertTimeoutPreemptively(PATIENCE, () -> new FunnelEngine(shape(mode)).best(events, 0));
  }

  @ParameterizedTest
  @EnumSource(FunnelMode.class)
  void repeatsTheFirstStep(FunnelMode mode) {
    Timeline events = new Timeline(EVENTS);
    for (int i = 0; i < EVENTS; i++) {
      events.add(i * 1_000L, 1, 0);
    }
    assertThat(search(mode, events).level()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(FunnelMode.class)
  void doesEverythingInOneInstant(FunnelMode mode) {
    Timeline events = new Timeline(EVENTS);
    Random random = new Random(1);
    for (int i = 0; i < EVENTS; i++) {
      events.add(5, random.nextInt(), 0);
    }
    Chain chain = search(mode, events);
    if (mode == FunnelMode.CLICKHOUSE_STRICT_DEDUPLICATION) {
      assertThat(chain.level()).isEqualTo(2); // The second match of step 2 ends it.
    } else {
      assertThat(chain.level()).isEqualTo(STEPS);
    }
  }

  @ParameterizedTest
  @EnumSource(FunnelMode.class)
  void matchesManyStepsWithEachEvent(FunnelMode mode) {
    Timeline events = new Timeline(EVENTS);
    Random random = new Random(2);
    for (int i = 0; i < EVENTS; i++) {
      // Never the last step, so that no search ends early; some excluded, some of one instant.
      events.add(i / 3, (random.nextInt() | 1) & Integer.MAX_VALUE, random.nextInt(8));
    }
    assertThat(search(mode, events).level()).isBetween(1, STEPS - 1);
  }

  @ParameterizedTest
  @EnumSource(FunnelMode.class)
  void wandersThroughTheSteps(FunnelMode mode) {
    Timeline events = new Timeline(EVENTS);
    Random random = new Random(3);
    for (int i = 0; i < EVENTS; i++) {
      events.add(i * 10L, 1 << random.nextInt(STEPS - 1), 0);
    }
    assertThat(search(mode, events).level()).isBetween(1, STEPS - 1);
  }
}
