package io.footfall.runtime.core.lifecycle;

import io.footfall.runtime.core.lifecycle.Failure.Kind;
import io.footfall.schema.core.config.RestartConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What follows a failure: exponential backoff with jitter within a restart budget. Holds the
 * failures that still count and nothing else; each failure gives a decision and the next state.
 */
public final class RestartPolicy {
  /** An unforeseen failure that comes back at one batch this often is in the batch. */
  static final int TRIES_PER_BATCH = 3;

  private final RestartConfig config;
  private final List<Failure> failures;

  private RestartPolicy(RestartConfig config, List<Failure> failures) {
    this.config = config;
    this.failures = List.copyOf(failures);
  }

  /** A job that has not failed yet. */
  public static RestartPolicy of(RestartConfig config) {
    return new RestartPolicy(config, List.of());
  }

  /** What to do. */
  public sealed interface Decision {}

  /** Start again, from {@code next} on. */
  public record RestartAfter(Duration delay, RestartPolicy next) implements Decision {}

  /**
   * End.
   *
   * @param reason why no other try is made; no final full stop
   */
  public record GiveUp(String reason) implements Decision {}

  /**
   * Decides.
   *
   * @param jitter takes half of the delay at most, so that jobs that fell together do not rise
   *     together
   */
  public Decision after(Failure failure, RandomGenerator jitter) {
    if (failure.kind() == Kind.PERMANENT) {
      return new GiveUp("it would fail again");
    }
    List<Failure> counting = counting(failure.at());
    counting.add(failure);
    if (failure.kind() == Kind.UNKNOWN && sameAtTheEnd(counting) >= TRIES_PER_BATCH) {
      return new GiveUp(
          "batch %d failed %d times in a row in the same way"
              .formatted(failure.batch(), TRIES_PER_BATCH));
    }
    if (counting.size() > config.maxRestarts()) {
      return new GiveUp(
          config.maxRestarts() == 0
              ? "footfall.restart.max-restarts is 0"
              : "%d failures within %s"
                  .formatted(counting.size(), Durations.text(config.window())));
    }
    return new RestartAfter(delay(counting.size(), jitter), new RestartPolicy(config, counting));
  }

  private List<Failure> counting(Instant now) {
    List<Failure> recent = new ArrayList<>(failures);
    recent.removeIf(old -> old.at().plus(config.window()).isBefore(now));
    return recent;
  }

  private static int sameAtTheEnd(List<Failure> failures) {
    Failure last = failures.get(failures.size() - 1);
    int same = 0;
    for (int i = failures.size() - 1; i >= 0; i--) {
      Failure each = failures.get(i);
      if (each.batch() != last.batch() || !each.cause().equals(last.cause())) {
        break;
      }
      same++;
    }
    return same;
  }

  private Duration delay(int attempt, RandomGenerator jitter) {
    long most = config.maxBackoff().toMillis();
    long delay = Math.min(most, config.backoff().toMillis());
    for (int i = 1; i < attempt && delay < most; i++) {
      delay = Math.min(most, delay * 2);
    }
    return Duration.ofMillis(delay - (long) (jitter.nextDouble() * delay / 2));
  }
}
