package io.footfall.funnel.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.funnel.core.reference.NaiveChain;
import io.footfall.funnel.core.reference.NaiveEvent;
import io.footfall.funnel.core.reference.NaiveFunnel;
import io.footfall.schema.core.funnel.FunnelMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The engine beside the reference that tries every chain: the same chain, event by event. */
class ReferenceAgreementTest {
  private static final int SEEDS = Integer.getInteger("footfall.test.seeds", 6_000);

  @ParameterizedTest
  @EnumSource(FunnelMode.class)
  void findsTheCanonicalChain(FunnelMode mode) throws Exception {
    FunnelEngine engine = null;
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      Shape shape = shape(mode, random);
      List<NaiveEvent> events = events(shape, random);
      engine = new FunnelEngine(shape);
      NaiveFunnel reference = new NaiveFunnel(shape, Long.MAX_VALUE);
      for (long cohort = 0; cohort < 16; cohort += shape.cohortMicros()) {
        Optional<NaiveChain> expected = reference.best(events, cohort);
        Chain found = engine.best(Letters.columns(events), cohort);
        assertThat(Optional.ofNullable(found).map(chain -> describe(chain, events)))
            .as("seed %d, %s, cohort %d, events %s", seed, shape, cohort, Letters.sorted(events))
            .isEqualTo(expected.map(ReferenceAgreementTest::describe));
      }
    }
  }

  private static String describe(Chain chain, List<NaiveEvent> events) {
    List<NaiveEvent> sorted = Letters.sorted(events);
    List<Long> times = new ArrayList<>();
    for (long time : chain.times()) {
      times.add(time);
    }
    return describe(
        chain.level(), times, sorted.get(chain.first()).id(), sorted.get(chain.last()).id());
  }

  private static String describe(NaiveChain chain) {
    return describe(chain.level(), chain.times(), chain.first().id(), chain.last().id());
  }

  private static String describe(int level, List<Long> times, String first, String last) {
    return "level %d at %s from %s to %s".formatted(level, times, first, last);
  }

  /** Times are a few microseconds, so that instants are shared and windows are met exactly. */
  private static Shape shape(FunnelMode mode, Random random) {
    int steps = 1 + random.nextInt(4);
    List<Shape.Between> exclusions = new ArrayList<>();
    if (mode.takesExclusions() && steps > 1 && random.nextBoolean()) {
      for (int i = random.nextInt(3); i >= 0; i--) {
        int after = 1 + random.nextInt(steps - 1);
        exclusions.add(new Shape.Between(after, after + 1 + random.nextInt(steps - after)));
      }
    }
    return new Shape(mode, steps, 1 + random.nextInt(12), 1 + random.nextInt(10), exclusions);
  }

  private static List<NaiveEvent> events(Shape shape, Random random) {
    List<NaiveEvent> events = new ArrayList<>();
    int many = random.nextInt(9);
    int span = 1 + random.nextInt(14);
    boolean severalSteps = random.nextBoolean();
    for (int i = 0; i < many; i++) {
      Set<Integer> steps = new HashSet<>();
      for (int picks = severalSteps ? 1 + random.nextInt(3) : 1; picks > 0; picks--) {
        steps.add(1 + random.nextInt(shape.steps()));
      }
      Set<Integer> exclusions = new HashSet<>();
      if (!shape.exclusions().isEmpty() && random.nextInt(3) == 0) {
        exclusions.add(random.nextInt(shape.exclusions().size()));
      }
      boolean other = random.nextInt(5) == 0;
      events.add(
          new NaiveEvent(
              "e" + random.nextInt(10) + i,
              random.nextInt(span),
              other ? Set.of() : steps,
              exclusions));
    }
    return events;
  }
}
