package io.footfall.cli.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Judges the broker's clock against ours, without writing a record. */
final class ClockChecks {

  private static final String CHECK = "clock";
  private static final String REMEDY = "Let both machines take their time from the same NTP source";
  private static final Duration SMALL = Duration.ofMillis(500);
  private static final Duration UNUSABLE = Duration.ofMinutes(1);

  private ClockChecks() {}

  /** From a clock that the broker told. */
  static Finding judge(ClockReading reading) {
    Duration skew = reading.skew();
    String detail =
        "the broker is %,d ms %s (± %,d ms)"
            .formatted(
                skew.abs().toMillis(),
                skew.isNegative() ? "behind" : "ahead",
                reading.error().toMillis());
    Duration certain = skew.abs().minus(reading.error());
    if (certain.compareTo(UNUSABLE) > 0) {
      return Finding.fail(CHECK, detail + "; latencies mean nothing", REMEDY);
    }
    return certain.compareTo(SMALL) > 0
        ? Finding.warn(CHECK, detail + "; latencies are wrong by that", REMEDY)
        : Finding.ok(CHECK, detail);
  }

  /**
   * From the newest record, where the broker tells no clock: shows only a clock that is ahead.
   *
   * @param newest the largest timestamp in the topic; empty without records
   */
  static Finding judge(Optional<Instant> newest, Instant now) {
    if (newest.isEmpty()) {
      return Finding.skip(CHECK, "the broker tells no time and the topic holds no record");
    }
    Duration ahead = Duration.between(now, newest.get());
    String by = "measured by the newest record, which is ";
    if (ahead.compareTo(SMALL) > 0) {
      return Finding.warn(
          CHECK, "%s%,d ms ahead of this machine".formatted(by, ahead.toMillis()), REMEDY);
    }
    return Finding.ok(CHECK, by + "not ahead of this machine");
  }
}
