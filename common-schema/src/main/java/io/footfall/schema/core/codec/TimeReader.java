package io.footfall.schema.core.codec;

import io.footfall.schema.core.mapping.TimeFormat;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** Event time as written to microseconds since 1970, by one {@link TimeFormat}. */
interface TimeReader {
  /** Not a time. */
  long BAD = Long.MIN_VALUE;

  /** Before year 1. */
  long TOO_EARLY = Long.MIN_VALUE + 1;

  /** After year 9999. */
  long TOO_LATE = Long.MAX_VALUE;

  /** Longer than anything that a time format prints; spares a formatter a megabyte. */
  int MAX_LENGTH = 256;

  /** True when a JSON number can be a time. */
  boolean numbers();

  /** Floored to microseconds; or one of {@link #BAD}, {@link #TOO_EARLY}, {@link #TOO_LATE}. */
  long read(char[] text, int offset, int length);

  static TimeReader of(TimeFormat format, Decimals decimals) {
    if (format instanceof TimeFormat.Epoch epoch) {
      return new Epoch(microsShift(epoch.unit()), decimals);
    }
    if (format instanceof TimeFormat.Pattern pattern) {
      return new Formatted(pattern.formatter());
    }
    return new IsoTime(new Formatted(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
  }

  private static int microsShift(TimeFormat.Unit unit) {
    return switch (unit) {
      case SECONDS -> 6;
      case MILLIS -> 3;
      case MICROS -> 0;
      case NANOS -> -3;
    };
  }

  /** Puts what is outside years 1 to 9999 to its side. */
  static long withinYears(long micros) {
    if (micros < Limits.FIRST) {
      return TOO_EARLY;
    }
    return micros > Limits.LAST ? TOO_LATE : micros;
  }

  /** The years that tables and their readers can show. */
  final class Limits {
    static final long FIRST_SECOND = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    static final long FIRST = FIRST_SECOND * 1_000_000;
    static final long LAST = LAST_SECOND * 1_000_000 + 999_999;

    private Limits() {}
  }

  /** A count of units, also in fractions and in scientific notation. */
  record Epoch(int microsShift, Decimals decimals) implements TimeReader {
    @Override
    public boolean numbers() {
      return true;
    }

    @Override
    public long read(char[] text, int offset, int length) {
      if (!decimals.scan(text, offset, length)) {
        return BAD;
      }
      decimals.scale(microsShift);
      if (decimals.overflow()) {
        return decimals.negative() ? TOO_EARLY : TOO_LATE;
      }
      boolean roundedUp = decimals.negative() && !decimals.exact();
      return withinYears(roundedUp ? decimals.value() - 1 : decimals.value());
    }
  }

  /** Whatever a formatter reads. */
  record Formatted(DateTimeFormatter formatter) implements TimeReader {
    @Override
    public boolean numbers() {
      return false;
    }

    @Override
    public long read(char[] text, int offset, int length) {
      if (length > MAX_LENGTH) {
        return BAD;
      }
      try {
        return micros(Instant.from(formatter.parse(new String(text, offset, length))));
      } catch (DateTimeException e) {
        return BAD;
      }
    }

    private static long micros(Instant instant) {
      long second = instant.getEpochSecond();
      if (second < Limits.FIRST_SECOND) {
        return TOO_EARLY;
      }
      return second > Limits.LAST_SECOND
          ? TOO_LATE
          : second * 1_000_000 + instant.getNano() / 1_000;
    }
  }
}
