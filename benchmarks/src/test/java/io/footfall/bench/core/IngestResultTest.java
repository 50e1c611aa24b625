package io.footfall.bench.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

final class IngestResultTest {
  private static final Machine MACHINE =
      new Machine(2, 2L << 30, "17.0.1", "Linux", 0.1, LocalDate.of(2026, 1, 15));

  private final IngestResult result =
      new IngestResult(
          MACHINE,
          1_000,
          4,
          100,
          List.of(
              run(Variant.FOOTFALL, 1, 2),
              run(Variant.STOCK, 1, 4),
              run(Variant.CEILING, 1, 1),
              run(Variant.CEILING, 2, 2),
              run(Variant.STOCK, 2, 12),
              run(Variant.FOOTFALL, 2, 4)));

  private static CatchUp run(Variant variant, int round, double seconds) {
    return new CatchUp(variant, round, 1_000, seconds, 0.25, 3, 0.5, 7, 8, 9_000, 1_000);
  }

  @Test
  void speedsAreOfAllRoundsAndRatiosOfTheSameRound() {
    IngestResult.Line footfall = result.lines().get(0);
    assertThat(footfall.variant()).isEqualTo(Variant.FOOTFALL);
    assertThat(footfall.eventsPerSecond()).isEqualTo(new Spread(250, 375, 500));
    assertThat(footfall.toStock()).isEqualTo(new Spread(2, 2.5, 3));
    assertThat(footfall.cpuPerMillion()).isEqualTo(3_000);
  }

  @Test
  void candidatesThatDidNotRunHaveNoLine() {
    assertThat(result.lines())
        .extracting(IngestResult.Line::variant)
        .containsExactly(Variant.FOOTFALL, Variant.STOCK, Variant.CEILING);
  }

  @Test
  void theSummaryStandsOnOneLine() {
    assertThat(result.summary())
        .isEqualTo(
            "bench ingest: 1,000 events x 2 rounds: footfall 375/s, 2.50x the stock path's 167/s,"
                + " 50% of the ceiling's 750/s; rows equal; warm-up of 100 events discarded");
  }

  @Test
  void jsonSaysWhatWasDiscardedAndOnWhichMachine() {
    assertThat(result.json())
        .containsEntry("warm_up_events_discarded", 100L)
        .containsEntry("partitions", 4);
    assertThat(result.json().get("machine"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("cores", 2);
    assertThat((List<?>) result.json().get("runs")).hasSize(6);
  }

  @Test
  void theCeilingKeepsNoRows() {
    List<?> variants = (List<?>) result.json().get("variants");
    assertThat((Map<?, ?>) variants.get(2)).extracting("rows").isNull();
  }
}
