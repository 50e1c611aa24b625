package io.footfall.funnel.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.schema.core.funnel.FunnelMode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A hundred thousand matching events of one user. How often a search looks at events is counted:
 * ten times the events may cost what n log n does. All that a search does beside looking is bounded
 * for each look by the number of steps.
 */
class HostileUserTest {
  private static final int EVENTS = 100_000;
  private static final int FEWER = EVENTS / 10;
  private static final int STEPS = 32;

  /** n log n of {@link #EVENTS} over that of {@link #FEWER}. */
  private static final double GROWTH = EVENTS * Math.log(EVENTS) / (FEWER * Math.log(FEWER));

  /** What a hostile user does. */
  private interface Deed {
    void add(Timeline events, int index, Random random);
  }

  private static Shape shape(FunnelMode mode) {
    List<Shape.Between> exclusions =
        mode.takesExclusions()
            ? List.of(new Shape.Between(1, 3), new Shape.Between(2, 32), new Shape.Between(30, 31))
            : List.of();
    return new Shape(mode, STEPS, 10_000_000, 1_000_000_000, exclusions);
  }

  /** The chain among all events, once the looks at few and at many are compared. */
  private static Chain search(FunnelMode mode, Deed deed) {
    CountingTimeline few = timeline(FEWER, deed);
    CountingTimeline many = timeline(EVENTS, deed);
    new FunnelEngine(shape(mode)).best(few, 0);
    Chain chain = new FunnelEngine(shape(mode)).best(many, 0);
    assertThat((double) many.looks() / few.looks())
        .as("%,d looks at %,d events, %,d at %,d", few.looks(), FEWER, many.looks(), EVENTS)
        .isLessThan(GROWTH);
    return chain;
  }

  private static CountingTimeline timeline(int size, Deed deed) {
    CountingTimeline events = new CountingTimeline(size);
    Random random = new Random(1);
    for (int i = 0; i < size; i++) {
      deed.add(events, i, random);
    }
    return events;
  }

  @ParameterizedTest
  @EnumSource(FunnelMode.class)
  void repeatsTheFirstStep(FunnelMode mode) {
    Chain chain = search(mode, (events, i, random) -> events.add(i * 1_000L, 1, 0));
    assertThat(chain.level()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(FunnelMode.class)
  void doesEverythingInOneInstant(FunnelMode mode) {
    Chain chain = search(mode, (events, i, random) -> events.add(5, random.nextInt(), 0));
    if (mode == FunnelMode.CLICKHOUSE_STRICT_DEDUPLICATION) {
      assertThat(chain.level()).isEqualTo(2); // The second match of step 2 ends it.
    } else {
      assertThat(chain.level()).isEqualTo(STEPS);
    }
  }

  @ParameterizedTest
  @EnumSource(FunnelMode.class)
  void matchesManyStepsWithEachEvent(FunnelMode mode) {
    // Never the last step, so that no search ends early; some excluded, some of one instant.
    Chain chain =
        search(
            mode,
            (events, i, random) ->
                events.add(i / 3, (random.nextInt() | 1) & Integer.MAX_VALUE, random.nextInt(8)));
    assertThat(chain.level()).isBetween(1, STEPS - 1);
  }

  @ParameterizedTest
  @EnumSource(FunnelMode.class)
  void wandersThroughTheSteps(FunnelMode mode) {
    Chain chain =
        search(mode, (events, i, random) -> events.add(i * 10L, 1 << random.nextInt(STEPS - 1), 0));
    assertThat(chain.level()).isBetween(1, STEPS - 1);
  }
}
