package io.footfall.funnel.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.schema.core.funnel.FunnelMode;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is marked gives the same chain and the same reason as all events, whatever comes later. */
class ProspectsTest {
  private static final int SEEDS = Integer.getInteger("footfall.test.seeds", 30_000);

  @Test
  void whateverComesTheChainIsTheSame() {
    long removed = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      int steps = 1 + random.nextInt(5);
      Shape shape =
          new Shape(
              FunnelMode.ORDERED, steps, 1 + random.nextInt(60), 1 + random.nextInt(40), List.of());
      Timeline all = new Timeline(1);
      long time = random.nextInt(10);
      for (int i = random.nextInt(25); i > 0; i--) {
        all.add(time, 1 << random.nextInt(steps), 0);
        time += 1 + random.nextInt(8);
      }
      int before = all.size();
      for (int i = random.nextInt(6); i > 0; i--) {
        // Behind these there may be instants, and events of several steps.
        all.add(time, 1 + random.nextInt((1 << steps) - 1), 0);
        time += random.nextInt(4);
      }
      int past = Prospects.canTell(shape, all, all.size());
      assertThat(past).isGreaterThanOrEqualTo(before);
      BitSet needed = new BitSet();
      for (long cohort = 0; cohort <= time; cohort += shape.cohortMicros()) {
        Prospects.mark(shape, all, past, cohort, needed);
      }
      removed += past - needed.cardinality();
      needed.set(past, all.size());
      Timeline few = new Timeline(1);
      needed.stream().forEach(i -> few.add(all.time(i), all.steps(i), 0));
      for (long cohort = 0; cohort <= time; cohort += shape.cohortMicros()) {
        assertThat(describe(shape, few, cohort))
            .as("seed %d, %s, cohort %d, needed %s", seed, shape, cohort, needed)
            .isEqualTo(describe(shape, all, cohort));
      }
    }
    assertThat(removed).as("events that were not needed").isGreaterThan(SEEDS);
  }

  private static String describe(Shape shape, Timeline events, long cohort) {
    FunnelEngine engine = new FunnelEngine(shape);
    Chain chain = engine.best(events, cohort);
    if (chain == null) {
      return "none";
    }
    String reason =
        chain.level() == shape.steps() ? "" : engine.whyAbandoned(events, cohort, chain).name();
    return "level %d at %s, first at %d, last at %d: %s"
        .formatted(
            chain.level(),
            Arrays.toString(chain.times()),
            events.time(chain.first()),
            events.time(chain.last()),
            reason);
  }

  @Test
  void whoGoesBackAndForthNeedsFewEvents() {
    Shape shape = new Shape(FunnelMode.ORDERED, 5, 3_600, 3_600, List.of());
    Timeline events = new Timeline(1);
    for (int i = 0; i < 3_000; i++) {
      events.add(i, 1 << (i % 4), 0);
    }
    BitSet needed = new BitSet();
    Prospects.mark(shape, events, events.size(), 0, needed);
    assertThat(needed.cardinality()).isLessThanOrEqualTo(5 * 6);
  }

  @Test
  void tellsOfNothingBehindAnInstantOrSeveralStepsAndOfNoOtherMode() {
    Shape ordered = new Shape(FunnelMode.ORDERED, 3, 10, 10, List.of());
    Timeline instant = new Timeline(1);
    instant.add(0, 1, 0);
    instant.add(1, 1, 0);
    instant.add(1, 2, 0);
    instant.add(2, 1, 0);
    assertThat(Prospects.canTell(ordered, instant, 4)).isEqualTo(1);
    assertThat(Prospects.canTell(ordered, instant, 1)).isEqualTo(1);
    Timeline several = new Timeline(1);
    several.add(1, 1, 0);
    several.add(2, 3, 0);
    assertThat(Prospects.canTell(ordered, several, 2)).isEqualTo(1);
    for (FunnelMode mode : FunnelMode.values()) {
      assertThat(Prospects.canTell(new Shape(mode, 3, 10, 10, List.of()), instant, 1))
          .as("%s", mode)
          .isEqualTo(mode == FunnelMode.ORDERED ? 1 : 0);
    }
    Shape excluding = new Shape(FunnelMode.ORDERED, 3, 10, 10, List.of(new Shape.Between(1, 2)));
    assertThat(Prospects.canTell(excluding, instant, 1)).isZero();
  }
}
