package io.footfall.runtime.core.lifecycle;

import java.time.Duration;

/** Durations for people. */
final class Durations {
  private Durations() {}

  /** Such as {@code 10 minutes}, {@code 90 s} or {@code 500 ms}. */
  static String text(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 1_000 != 0) {
      return millis + " ms";
    }
    long seconds = millis / 1_000;
    return seconds >= 120 && seconds % 60 == 0 ? seconds / 60 + " minutes" : seconds + " s";
  }
}
