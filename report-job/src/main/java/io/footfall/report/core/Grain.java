package io.footfall.report.core;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How long a bucket of a report is. */
public enum Grain {
  MINUTE("yyyy-MM-dd HH:mm"),
  HOUR("yyyy-MM-dd HH:mm"),
  DAY("yyyy-MM-dd");

  private final String pattern;

  Grain(String pattern) {
    this.pattern = pattern;
  }

  /** As SQL's {@code date_trunc} calls it. */
  public String unit() {
    return name();
  }

  /** A bucket's beginning in the words of its zone. */
  public String label(Instant bucket, ZoneId zone) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(zone).format(bucket);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
