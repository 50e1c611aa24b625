package io.footfall.runtime.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MergeTurnTest {
  @Test
  void whatIsRecordedReadsAsItWasWritten() {
    for (MergeTurn turn = MergeTurn.NONE; turn.count() < 10; ) {
      assertThat(MergeTurn.of(turn.number())).isEqualTo(turn);
      turn = turn.taken();
      assertThat(MergeTurn.of(turn.number())).isEqualTo(turn);
      turn = turn.merged(turn.count() * 1_000_000);
    }
  }

  @Test
  void aPositionThatTookNoTurnIsAPosition() {
    assertThat(MergeTurn.of(17)).isEqualTo(new MergeTurn(0, OptionalLong.of(17)));
  }

  @Test
  void whoTakesATurnIsAheadOfEveryMergeOfTheTurnBeforeHoweverFarThatRead() {
    MergeTurn slow = MergeTurn.of(5).taken();
    MergeTurn quick = slow.taken();
    assertThat(quick.number()).isGreaterThan(slow.merged(1_000_000).number());
    assertThat(quick.merged(6).number()).isGreaterThan(quick.number());
    assertThat(quick.merged(6).taken().number()).isGreaterThan(quick.merged(1_000_000).number());
  }

  @Test
  void positionsThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> MergeTurn.NONE.taken().merged(1L << 32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4294967296");
  }
}
