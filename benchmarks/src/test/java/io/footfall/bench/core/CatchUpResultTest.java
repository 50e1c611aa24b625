package io.footfall.bench.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.bench.core.Variant.Role;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

final class CatchUpResultTest {
  private static final Machine MACHINE =
      new Machine(2, 2L << 30, "17.0.1", "Linux", 0.1, LocalDate.of(2026, 1, 15));

  private static final Variant FOOTFALL = new Variant("footfall", "ours", Role.SUBJECT);
  private static final Variant STOCK = new Variant("stock", "theirs", Role.BASELINE);
  private static final Variant CEILING = new Variant("ceiling", "nothing", Role.CEILING);

  private final CatchUpResult result =
      new CatchUpResult(
          "ingest",
          MACHINE,
          1_000,
          4,
          100,
          List.of(
              run(FOOTFALL, 1, 2),
              run(STOCK, 1, 4),
              run(CEILING, 1, 1),
              run(CEILING, 2, 2),
              run(STOCK, 2, 12),
              run(FOOTFALL, 2, 4)));

  private static CatchUp run(Variant variant, int round, double seconds) {
    return new CatchUp(variant, round, 1_000, seconds, 0.25, 3, 0.5, 7, 8, 9_000, 1_000);
  }

  @Test
  void speedsAreOfAllRoundsAndRatiosOfTheSameRound() {
    CatchUpResult.Line footfall = result.lines().get(0);
    assertThat(footfall.variant()).isEqualTo(FOOTFALL);
    assertThat(footfall.eventsPerSecond()).isEqualTo(new Spread(250, 375, 500));
    assertThat(footfall.toBaseline()).isEqualTo(new Spread(2, 2.5, 3));
    assertThat(footfall.cpuPerMillion()).isEqualTo(3_000);
  }

  @Test
  void severalBaselinesAreAllNamedAndTheFirstIsTheMeasure() {
    Variant other = new Variant("sliding-count", "the former job", Role.BASELINE);
    CatchUpResult three =
        new CatchUpResult(
            "session",
            MACHINE,
            1_000,
            4,
            100,
            List.of(run(FOOTFALL, 1, 1), run(STOCK, 1, 2), run(other, 1, 4)));
    assertThat(three.summary())
        .startsWith(
            "bench session: 1,000 events x 1 rounds: footfall 1,000/s, 2.00x stock's 500/s,"
                + " 4.00x sliding-count's 250/s; rows checked");
    assertThat(three.ratioKey()).isEqualTo("ratio_to_stock");
    assertThat(three.lines().get(2).toBaseline().median()).isEqualTo(0.5);
  }

  @Test
  void aSecondSubjectIsNamedBeforeTheBaselinesAndIsNotTheMeasure() {
    Variant session = new Variant("session", "another job", Role.SUBJECT);
    CatchUpResult both =
        new CatchUpResult(
            "funnel",
            MACHINE,
            1_000,
            4,
            100,
            List.of(run(FOOTFALL, 1, 1), run(session, 1, 2), run(STOCK, 1, 4)));
    assertThat(both.summary())
        .startsWith(
            "bench funnel: 1,000 events x 1 rounds: footfall 1,000/s, 2.00x session's 500/s,"
                + " 4.00x stock's 250/s; rows checked");
    assertThat(both.ratioKey()).isEqualTo("ratio_to_stock");
  }

  @Test
  void candidatesThatDidNotRunHaveNoLine() {
    assertThat(result.lines())
        .extracting(CatchUpResult.Line::variant)
        .containsExactly(FOOTFALL, STOCK, CEILING);
  }

  @Test
  void theSummaryStandsOnOneLine() {
    assertThat(result.summary())
        .isEqualTo(
            "bench ingest: 1,000 events x 2 rounds: footfall 375/s, 2.50x stock's 167/s,"
                + " 50% of the ceiling's 750/s; rows checked; warm-up of 100 events discarded");
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
