package io.footfall.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.generator.core.GeneratorSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EventTimesTest {
  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
  private static final GeneratorSpec RUN =
      GeneratorSpec.defaults().withEvents(200_000).withRate(5_000).withSpeedup(60);
  private static final GeneratorSpec WARM_UP = RUN.withEvents(40_000);

  @Test
  void theRunFollowsTheWarmUpInEventTime() {
    EventTimes times = EventTimes.of(WARM_UP, RUN, NOON, Optional.empty());
    Instant warmUpEnd = times.warmUp().start().orElseThrow().plus(WARM_UP.span());
    assertThat(times.run().start().orElseThrow()).isEqualTo(warmUpEnd.plusSeconds(1));
    assertThat(end(times)).isBefore(NOON);
  }

  @Test
  void aLaterDemoFollowsTheOneBefore() {
    Instant lastEvent = NOON.minus(Duration.ofHours(3));
    EventTimes times = EventTimes.of(WARM_UP, RUN, NOON, Optional.of(lastEvent));
    assertThat(times.warmUp().start()).contains(lastEvent.plus(Duration.ofMinutes(15)));
  }

  @Test
  void theClockIsNeverPassedHoweverRecentTheOneBefore() {
    EventTimes times = EventTimes.of(WARM_UP, RUN, NOON, Optional.of(NOON));
    assertThat(end(times)).isBefore(NOON);
    assertThat(times.run().startedAt(NOON)).isEqualTo(times.run());
  }

  @Test
  void anOldDemoDoesNotHoldTheNextOneBack() {
    Instant lastYear = NOON.minus(Duration.ofDays(365));
    assertThat(EventTimes.of(WARM_UP, RUN, NOON, Optional.of(lastYear)))
        .isEqualTo(EventTimes.of(WARM_UP, RUN, NOON, Optional.empty()));
  }

  @Test
  void withoutSpeedupTheClockIsTheEventTime() {
    EventTimes times =
        EventTimes.of(WARM_UP.withSpeedup(1), RUN.withSpeedup(1), NOON, Optional.of(NOON));
    assertThat(times.run().start()).isEmpty();
    assertThat(times.warmUp().start()).isEmpty();
  }

  @Test
  void aStartThatWasAskedForHolds() {
    EventTimes times = EventTimes.of(WARM_UP, RUN.withStart(NOON), NOON, Optional.empty());
    assertThat(times.run().start()).contains(NOON);
    assertThat(times.warmUp().start().orElseThrow().plus(WARM_UP.span())).isBefore(NOON);
  }

  private static Instant end(EventTimes times) {
    return times.run().start().orElseThrow().plus(times.run().span());
  }
}
