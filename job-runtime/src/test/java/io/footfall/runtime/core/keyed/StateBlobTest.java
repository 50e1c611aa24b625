package io.footfall.runtime.core.keyed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateBlobTest {
  private static final byte[] STATE = "state".getBytes(StandardCharsets.UTF_8);

  @Test
  void putsTheDueTimesInFront() {
    byte[] blob = StateBlob.of(new StepResult(STATE, 1, -2, List.of()));
    assertThat(HexFormat.of().formatHex(blob))
        .isEqualTo("0100000000000000" + "feffffffffffffff" + "7374617465");
    assertThat(StateBlob.state(blob)).isEqualTo(STATE);
  }

  @Test
  void isDueBehindTheWatermarkAndAtTheTime() {
    byte[] blob = StateBlob.of(new StepResult(STATE, 100, 200, List.of()));
    assertThat(StateBlob.isDue(blob, new BatchTime(100, 199))).isFalse();
    assertThat(StateBlob.isDue(blob, new BatchTime(101, 0))).isTrue();
    assertThat(StateBlob.isDue(blob, new BatchTime(Long.MIN_VALUE, 200))).isTrue();
  }

  @Test
  void isNeverDueWithoutATime() {
    byte[] blob =
        StateBlob.of(new StepResult(STATE, StepResult.NEVER, StepResult.NEVER, List.of()));
    assertThat(StateBlob.isDue(blob, new BatchTime(Long.MAX_VALUE - 1, Long.MAX_VALUE - 1)))
        .isFalse();
  }
}
