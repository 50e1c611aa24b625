package io.footfall.bench.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergeResultTest {
  private static final Machine MACHINE =
      new Machine(2, 1L << 31, "17", "Linux amd64", 0.1, LocalDate.of(2026, 3, 1));

  @Test
  void saysHowMuchMoreAMergeIntoALargerTableCosts() {
    MergeResult result =
        new MergeResult(
            MACHINE, 10_000, List.of(point(100_000, 800, 400), point(1_000_000, 1_000, 900)));
    assertThat(result.summary())
        .isEqualTo(
            "bench report: 10,000 changed sessions merge in 800 ms at 100,000 sessions,"
                + " at 1,000,000 in 1.25x that (users 2.25x)");
    assertThat(result.json().get("points").toString())
        .contains("sessions_ms={median=800.0, min=800.0, max=800.0}");
  }

  private static MergeResult.Point point(long sessions, double millis, double journeys) {
    return new MergeResult.Point(
        sessions, 1, Spread.of(List.of(millis)), Spread.of(List.of(journeys)));
  }
}
