package io.footfall.schema.core.codec;

import io.footfall.schema.core.event.Field;
import io.footfall.schema.core.event.Reason;
import io.footfall.schema.core.event.Rejection;
import java.time.Duration;
import java.util.Optional;

/** How far event time may be from the Kafka timestamp; a distance of exactly the bound is fine. */
final class TimeBounds {
  private static final long MICROS_PER_MILLI = 1_000;
  private static final long MICROS_PER_SECOND = 1_000_000;

  private final Optional<Duration> maxAhead;
  private final Optional<Duration> maxAge;
  private final long aheadMicros;
  private final long ageMicros;

  TimeBounds(Optional<Duration> maxAhead, Optional<Duration> maxAge) {
    this.maxAhead = maxAhead;
    this.maxAge = maxAge;
    aheadMicros = maxAhead.map(TimeBounds::micros).orElse(0L);
    ageMicros = maxAge.map(TimeBounds::micros).orElse(0L);
  }

  /** Null when the time is within the bounds. */
  Rejection check(long eventMicros, long timestampMillis) {
    if (eventMicros == TimeReader.TOO_EARLY) {
      return old("before year 1");
    }
    if (eventMicros == TimeReader.TOO_LATE) {
      return ahead("after year 9999");
    }
    long arrival = times(timestampMillis, MICROS_PER_MILLI);
    if (maxAhead.isPresent() && eventMicros > plus(arrival, aheadMicros)) {
      return ahead("later than the Kafka timestamp by more than " + maxAhead.get());
    }
    if (maxAge.isPresent() && eventMicros < plus(arrival, -ageMicros)) {
      return old("earlier than the Kafka timestamp by more than " + maxAge.get());
    }
    return null;
  }

  private static Rejection old(String detail) {
    return Details.field(Reason.TIME_TOO_OLD, Field.EVENT_TIME, detail);
  }

  private static Rejection ahead(String detail) {
    return Details.field(Reason.TIME_TOO_FAR_AHEAD, Field.EVENT_TIME, detail);
  }

  private static long micros(Duration duration) {
    return plus(times(duration.getSeconds(), MICROS_PER_SECOND), duration.getNano() / 1_000);
  }

  /** Stays at the end of the range instead of wrapping round; never Long.MIN_VALUE. */
  private static long times(long a, long factor) {
    long limit = Long.MAX_VALUE / factor;
    return Math.max(-limit, Math.min(limit, a)) * factor;
  }

  private static long plus(long a, long b) {
    long sum = a + b;
    if (((a ^ sum) & (b ^ sum)) < 0) {
      return a < 0 ? -Long.MAX_VALUE : Long.MAX_VALUE;
    }
    return sum;
  }
}
