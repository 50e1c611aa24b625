package io.footfall.report.core;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
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

  /**
   * A bucket's beginning in the words of its zone; with its offset where clocks are put back, and
   * show that time twice.
   */
  public String label(Instant bucket, ZoneId zone) {
    ZonedDateTime local = bucket.atZone(zone);
    boolean twice = zone.getRules().getValidOffsets(local.toLocalDateTime()).size() > 1;
    String form = twice && this != DAY ? pattern + "XXX" : pattern;
    return DateTimeFormatter.ofPattern(form, Locale.ROOT).format(local);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
