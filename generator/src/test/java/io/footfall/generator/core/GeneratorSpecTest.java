package io.footfall.generator.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.schema.core.error.FootfallException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GeneratorSpecTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456Z");
  private static final GeneratorSpec SPEC = GeneratorSpec.defaults();

  @Test
  void namesTheOptionThatCannotBe() {
    assertThatThrownBy(() -> SPEC.withEvents(-1)).hasMessageContaining("events is -1");
    assertThatThrownBy(() -> SPEC.withRate(-1)).hasMessageContaining("rate is -1");
    assertThatThrownBy(() -> SPEC.withUsers(0)).hasMessageContaining("users is 0");
    assertThatThrownBy(() -> SPEC.withSpeedup(Double.NaN)).hasMessageContaining("speedup is NaN");
    assertThatThrownBy(() -> SPEC.withLateness(Duration.ZERO)).hasMessageContaining("lateness");
    assertThatThrownBy(() -> SPEC.withRatios(0, 0, 1.5, 0))
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining("duplicate-ratio is 1.5");
    assertThatThrownBy(() -> SPEC.withRatios(0.5, 0, 0.25, 0.25))
        .hasMessageContaining("sum of all ratios is 1.0");
  }

  @Test
  void startsAtTheSendStartWithoutSpeedup() {
    assertThat(SPEC.startedAt(NOW).start()).contains(Instant.parse("2026-03-01T12:00:00.123Z"));
  }

  @Test
  void startsFarEnoughInThePastForItsSpeedup() {
    // 40 s of sending, 400 s of event time.
    assertThat(SPEC.withSpeedup(10).startedAt(NOW).start())
        .contains(Instant.parse("2026-03-01T11:54:00.123Z"));
  }

  @Test
  void putsFewerEventsIntoTheSameTimeButNeverSlowsItDown() {
    GeneratorSpec spec = SPEC.withRate(0).withEvents(4_000_000).withSpeedup(10);
    assertThat(spec.withEventsInSameTime(100_000).span()).isEqualTo(spec.span());
    assertThat(spec.withEventsInSameTime(100_000).events()).isEqualTo(100_000);
    assertThat(spec.withEventsInSameTime(400_000_000).speedup()).isEqualTo(1);
  }

  @Test
  void endsAtTheSendStartWithoutARate() {
    GeneratorSpec spec = SPEC.withRate(0);
    assertThat(spec.startedAt(NOW).start().orElseThrow().plus(spec.span()))
        .isEqualTo(Instant.parse("2026-03-01T12:00:00.123Z"));
  }

  @Test
  void keepsAStartThatIsGiven() {
    GeneratorSpec spec = SPEC.withStart(Instant.parse("2026-02-01T00:00:00Z"));
    assertThat(spec.startedAt(NOW)).isEqualTo(spec);
  }

  @Test
  void refusesAStartAfterWhichEventTimePassesTheClock() {
    assertThatThrownBy(() -> SPEC.withStart(NOW.plusSeconds(1)).startedAt(NOW))
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining("Start at 2026-03-01T12:00:00.123Z or before");
  }

  @Test
  void refusesASpeedupThatReachesBackBeyondTheLargestAge() {
    assertThatThrownBy(() -> SPEC.withSpeedup(1_000_000).startedAt(NOW))
        .hasMessageContaining("the events span 462 days");
  }
}
