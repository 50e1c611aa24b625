package io.footfall.schema.core.codec;

/**
 * ISO-8601 with an offset. Decides the usual shape, {@code yyyy-MM-ddTHH:mm:ss[.f](Z|+hh:mm)},
 * itself, twenty times as fast; leaves every other to the formatter, whose verdict is the same.
 */
record IsoTime(TimeReader formatter) implements TimeReader {
  private static final int SECONDS_END = 19;
  private static final int MAX_FRACTION = 9;
  private static final int MICRO_DIGITS = 6;
  private static final long DAYS_IN_400_YEARS = 146_097;

  /** Days from 0000-03-01 to 1970-01-01. */
  private static final long EPOCH_DAY = 719_468;

  /** Offset of the other shapes: no number of minutes. */
  private static final int UNKNOWN = Integer.MAX_VALUE;

  private static final int MAX_OFFSET_MINUTES = 18 * 60;

  @Override
  public boolean numbers() {
    return false;
  }

  @Override
  public long read(char[] text, int offset, int length) {
    if (!usual(text, offset, length)) {
      return length < SECONDS_END - 3 ? BAD : formatter.read(text, offset, length);
    }
    int year = two(text, offset) * 100 + two(text, offset + 2);
    int month = two(text, offset + 5);
    int day = two(text, offset + 8);
    int hour = two(text, offset + 11);
    int minute = two(text, offset + 14);
    int second = two(text, offset + 17);
    int limit = offset + length;
    int at = offset + SECONDS_END;
    int fraction = 0;
    if (at < limit && text[at] == '.') {
      int first = ++at;
      while (at < limit && isDigit(text[at])) {
        if (at - first < MICRO_DIGITS) {
          fraction = fraction * 10 + (text[at] - '0');
        }
        at++;
      }
      int digits = at - first;
      if (digits == 0 || digits > MAX_FRACTION) {
        return formatter.read(text, offset, length);
      }
      for (; digits < MICRO_DIGITS; digits++) {
        fraction *= 10;
      }
    }
    if (at == limit || month < 1 || month > 12 || day < 1 || day > daysIn(month, year)) {
      return BAD;
    }
    if (hour > 23 || minute > 59 || second > 59) {
      return BAD;
    }
    int zone = zoneMinutes(text, at, limit);
    if (zone == UNKNOWN) {
      return formatter.read(text, offset, length);
    }
    if (Math.abs(zone) > MAX_OFFSET_MINUTES) {
      return BAD;
    }
    long minutes = (epochDay(year, month, day) * 24 + hour) * 60 + minute - zone;
    return TimeReader.withinYears((minutes * 60 + second) * 1_000_000 + fraction);
  }

  private static boolean usual(char[] text, int offset, int length) {
    return length >= SECONDS_END
        && text[offset + 4] == '-'
        && text[offset + 7] == '-'
        && text[offset + 10] == 'T'
        && text[offset + 13] == ':'
        && text[offset + 16] == ':'
        && (two(text, offset)
                | two(text, offset + 2)
                | two(text, offset + 5)
                | two(text, offset + 8)
                | two(text, offset + 11)
                | two(text, offset + 14)
                | two(text, offset + 17))
            >= 0;
  }

  /** Two digits, or a negative number. */
  private static int two(char[] text, int at) {
    char tens = text[at];
    char ones = text[at + 1];
    return isDigit(tens) && isDigit(ones) ? (tens - '0') * 10 + ones - '0' : -1;
  }

  private static int zoneMinutes(char[] text, int at, int limit) {
    char sign = text[at];
    if (sign == 'Z' && limit - at == 1) {
      return 0;
    }
    if ((sign != '+' && sign != '-') || limit - at != 6 || text[at + 3] != ':') {
      return UNKNOWN;
    }
    int hours = two(text, at + 1);
    int minutes = two(text, at + 4);
    if ((hours | minutes) < 0 || minutes > 59) {
      return UNKNOWN;
    }
    int all = hours * 60 + minutes;
    return sign == '-' ? -all : all;
  }

  private static int daysIn(int month, int year) {
    if (month == 2) {
      boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
      return leap ? 29 : 28;
    }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
  }

  /** Years are counted from March, so that a leap day is the last of its year. */
  private static long epochDay(int year, int month, int day) {
    boolean beforeMarch = month < 3;
    int shifted = beforeMarch ? year + 399 : year + 400;
    int monthFromMarch = beforeMarch ? month + 9 : month - 3;
    int daysBeforeMonth = (153 * monthFromMarch + 2) / 5;
    long days = 365L * shifted + shifted / 4 - shifted / 100 + shifted / 400;
    return days + daysBeforeMonth + day - 1 - DAYS_IN_400_YEARS - EPOCH_DAY;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
