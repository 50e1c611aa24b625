package io.footfall.runtime.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.runtime.core.lifecycle.Failure.Kind;
import io.footfall.runtime.core.lifecycle.RestartPolicy.Decision;
import io.footfall.runtime.core.lifecycle.RestartPolicy.GiveUp;
import io.footfall.runtime.core.lifecycle.RestartPolicy.RestartAfter;
import io.footfall.schema.core.config.RestartConfig;
import io.footfall.schema.core.error.ErrorCategory;
import io.footfall.schema.core.error.FootfallException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestartPolicyTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final RestartConfig CONFIG =
      new RestartConfig(5, Duration.ofMinutes(10), Duration.ofSeconds(1), Duration.ofSeconds(6));

  /** Takes nothing of a delay. */
  private static final RandomGenerator NO_JITTER = () -> 0L;

  private static Failure failure(long second, Kind kind, long batch) {
    return new Failure(NOW.plusSeconds(second), kind, batch, "no broker answers");
  }

  /** All decisions, until it gives up. */
  private static List<Decision> decisions(RandomGenerator jitter, Failure... failures) {
    List<Decision> decisions = new ArrayList<>();
    RestartPolicy policy = RestartPolicy.of(CONFIG);
    for (Failure failure : failures) {
      Decision decision = policy.after(failure, jitter);
      decisions.add(decision);
      if (!(decision instanceof RestartAfter restart)) {
        break;
      }
      policy = restart.next();
    }
    return decisions;
  }

  private static Decision last(Failure... failures) {
    List<Decision> decisions = decisions(NO_JITTER, failures);
    assertThat(decisions).hasSameSizeAs(failures);
    return decisions.get(decisions.size() - 1);
  }

  @Test
  void doublesTheDelayUpToTheLongest() {
    Failure[] failures = new Failure[5];
    for (int i = 0; i < failures.length; i++) {
      failures[i] = failure(i, Kind.TRANSIENT, 7);
    }
    assertThat(decisions(NO_JITTER, failures))
        .extracting(decision -> ((RestartAfter) decision).delay().toSeconds())
        .containsExactly(1L, 2L, 4L, 6L, 6L);
  }

  @Test
  void givesUpWhenTheBudgetIsSpent() {
    Failure[] failures = new Failure[6];
    for (int i = 0; i < failures.length; i++) {
      failures[i] = failure(i, Kind.TRANSIENT, i);
    }
    assertThat(last(failures)).isEqualTo(new GiveUp("6 failures within 10 minutes"));
  }

  @Test
  void forgetsFailuresOlderThanTheWindow() {
    Failure[] failures = new Failure[40];
    for (int i = 0; i < failures.length; i++) {
      failures[i] = failure(150L * i, Kind.TRANSIENT, i);
    }
    assertThat(last(failures)).isInstanceOf(RestartAfter.class);
  }

  @Test
  void doesNotRetryWhatAPersonMustMend() {
    assertThat(last(failure(0, Kind.PERMANENT, 3))).isEqualTo(new GiveUp("it would fail again"));
  }

  @Test
  void doesNotRetryAnUnforeseenFailureForEverAtOneBatch() {
    assertThat(
            last(
                failure(0, Kind.UNKNOWN, 3),
                failure(1, Kind.UNKNOWN, 3),
                failure(2, Kind.UNKNOWN, 3)))
        .isEqualTo(new GiveUp("batch 3 failed 3 times in a row in the same way"));
  }

  @Test
  void goesOnWhenTheBatchesMoveBetweenUnforeseenFailures() {
    assertThat(
            last(
                failure(0, Kind.UNKNOWN, 3),
                failure(1, Kind.UNKNOWN, 3),
                failure(2, Kind.UNKNOWN, 4),
                failure(3, Kind.UNKNOWN, 4)))
        .isInstanceOf(RestartAfter.class);
  }

  @Test
  void neverRestartsWithABudgetOfZero() {
    RestartConfig none =
        new RestartConfig(0, CONFIG.window(), CONFIG.backoff(), CONFIG.maxBackoff());
    assertThat(RestartPolicy.of(none).after(failure(0, Kind.TRANSIENT, 0), NO_JITTER))
        .isEqualTo(new GiveUp("footfall.restart.max-restarts is 0"));
  }

  @Test
  void jitterTakesHalfOfTheDelayAtMost() {
    long seed = 17;
    Random random = new Random(seed);
    for (int i = 0; i < 1_000; i++) {
      Decision decision = RestartPolicy.of(CONFIG).after(failure(0, Kind.TRANSIENT, 0), random);
      assertThat(((RestartAfter) decision).delay().toMillis())
          .as("seed %d, round %d", seed, i)
          .isBetween(500L, 1_000L);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "USER, true, PERMANENT",
    "INTERNAL, true, PERMANENT",
    "EXTERNAL, true, TRANSIENT",
    "RESOURCE, true, TRANSIENT",
    "EXTERNAL, false, UNKNOWN"
  })
  void classifiesErrors(ErrorCategory category, boolean known, Kind kind) {
    FootfallException error = new FootfallException(category, "it broke", "mend it");
    assertThat(Failure.of(NOW, error, known, 3)).isEqualTo(new Failure(NOW, kind, 3, "it broke"));
  }

  @ParameterizedTest
  @CsvSource({"PT10M, 10 minutes", "PT90S, 90 s", "PT0.5S, 500 ms", "PT1M, 60 s"})
  void writesDurationsForPeople(Duration duration, String text) {
    assertThat(Durations.text(duration)).isEqualTo(text);
  }
}
