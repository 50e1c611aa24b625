package io.footfall.bench.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SpreadTest {

  @Test
  void theMedianOfAnOddNumberIsTheOneInTheMiddle() {
    assertThat(Spread.of(List.of(9.0, 1.0, 4.0))).isEqualTo(new Spread(1, 4, 9));
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
    assertThat(Spread.of(List.of(9.0, 1.0, 4.0, 2.0))).isEqualTo(new Spread(1, 3, 9));
  }

  @Test
  void ratiosPairNeighboursOfOneRound() {
    // The machine halved its speed in round two: the ratio does not see it.
    assertThat(Spread.ofRatios(List.of(300.0, 150.0), List.of(100.0, 50.0)))
        .isEqualTo(new Spread(3, 3, 3));
  }

  @Test
  void unequalNumbersOfRoundsCannotBePaired() {
    assertThatThrownBy(() -> Spread.ofRatios(List.of(1.0), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 values beside 0");
  }

  @Test
  void whatWasNotMeasuredIsNullInJson() {
    assertThat(Spread.of(List.of()).json()).containsEntry("median", null);
  }
}
