package io.footfall.bench.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.footfall.bench.core.Variant.Role;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchCostTest {
  private static final Machine MACHINE =
      new Machine(2, 2L << 30, "17.0.1", "Linux", 0.1, LocalDate.of(2026, 1, 15));
  private static final Variant WATCHED = new Variant("watched", "with", Role.SUBJECT);
  private static final Variant UNWATCHED = new Variant("unwatched", "without", Role.BASELINE);

  private final List<CatchUp> runs = new ArrayList<>();

  @Test
  void comparesEachRunWithItsNeighbourOfTheSameRound() {
    run(UNWATCHED, 1, 10.0);
    run(WATCHED, 1, 10.2);
    run(WATCHED, 2, 20.2); // the machine had become slower, for both
    run(UNWATCHED, 2, 20.0);
    run(UNWATCHED, 3, 10.0);
    run(WATCHED, 3, 9.9);
    WatchCost cost =
        new WatchCost(
            new CatchUpResult("metrics", MACHINE, 1_000_000, 4, 10_000, runs),
            new Latencies.Summary(1_234, 7, 20, 31, 60),
            0.403);

    assertThat(cost.cpuRatio().median()).isCloseTo(1.01, within(1e-9));
    assertThat(cost.cpuRatio().min()).isCloseTo(0.99, within(1e-9));
    assertThat(cost.summary())
        .isEqualTo(
            "bench metrics: 1,000,000 events x 3 pairs: metrics and page cost +1.0% CPU seconds per"
                + " million events (median; least -1.0%, most +2.0%); their own threads used 1.0% of"
                + " it; 1,234 scrapes answered in 7 ms at the median, 31 ms at p99; rows checked");
  }

  private void run(Variant variant, int round, double cpu) {
    runs.add(new CatchUp(variant, round, 1_000_000, 8, 1, cpu, 2, 4, 16, 1_000, 1_000_000));
  }
}
