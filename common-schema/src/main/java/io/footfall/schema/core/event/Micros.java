package io.footfall.schema.core.event;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/** Microseconds since 1970-01-01T00:00:00Z: times of events and of batches. */
public final class Micros {
  private static final long A_DAY = TimeUnit.DAYS.toMicros(1);

  private Micros() {}

  /** What is finer is cut off. */
  public static long of(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  public static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** The UTC day that they fall on, in days since 1970-01-01. */
  public static int day(long micros) {
    return (int) Math.floorDiv(micros, A_DAY);
  }
}
