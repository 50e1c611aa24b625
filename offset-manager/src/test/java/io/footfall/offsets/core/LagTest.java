package io.footfall.offsets.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LagTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void isTheTimeBetweenTheNextRecordAndTheNewest() {
    assertThat(Lag.of(10, 25, Optional.of(NOON), Optional.of(NOON.plusSeconds(90))))
        .isEqualTo(new Lag(15, Optional.of(Duration.ofSeconds(90))));
  }

  @Test
  void isNothingWhereNothingIsLeftAndUnknownWhereNoRecordIsFound() {
    assertThat(Lag.of(25, 25, Optional.empty(), Optional.of(NOON)))
        .isEqualTo(new Lag(0, Optional.of(Duration.ZERO)));
    assertThat(Lag.of(10, 25, Optional.empty(), Optional.of(NOON)))
        .isEqualTo(new Lag(15, Optional.empty()));
    assertThat(Lag.of(10, 25, Optional.of(NOON.plusSeconds(5)), Optional.of(NOON)).time())
        .as("out of order")
        .contains(Duration.ZERO);
  }

  @Test
  void catchingUpTakesWhatIsLeftOverTheGain() {
    assertThat(Lag.catchUp(1_000, Optional.of(300.0), 100.0)).contains(Duration.ofSeconds(5));
    assertThat(Lag.catchUp(1_000, Optional.of(100.0), 100.0)).isEmpty();
    assertThat(Lag.catchUp(1_000, Optional.empty(), 0)).isEmpty();
    assertThat(Lag.catchUp(0, Optional.empty(), 100.0)).contains(Duration.ZERO);
  }
}
