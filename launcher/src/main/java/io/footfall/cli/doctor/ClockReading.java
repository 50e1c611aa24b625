package io.footfall.cli.doctor;

import java.time.Duration;
import java.time.Instant;

/**
 * The broker's clock, read between two looks at ours.
 *
 * @param before ours when the question left
 * @param broker the broker's, somewhere between
 * @param after ours when the answer was there
 */
record ClockReading(Instant before, Instant broker, Instant after) {

  /** How far the broker is ahead of us, negative when behind; wrong by {@link #error} at most. */
  Duration skew() {
    return Duration.between(before.plus(error()), broker);
  }

  /** Half the round trip. */
  Duration error() {
    return roundTrip().dividedBy(2);
  }

  Duration roundTrip() {
    return Duration.between(before, after);
  }
}
