package io.footfall.schema.core.mapping;

import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Objects;

/** How event time is written in the topic. */
public sealed interface TimeFormat extends Serializable {

  /** ISO-8601 with an offset ({@code 2026-03-01T12:00:00.123Z}); JSON strings. */
  record Iso8601() implements TimeFormat {}

  /** A count since 1970-01-01T00:00:00Z; a JSON number, or a string that holds one. */
  record Epoch(Unit unit) implements TimeFormat {
    public Epoch {
      Objects.requireNonNull(unit);
    }
  }

  /**
   * A {@link java.time.format.DateTimeFormatter} pattern; JSON strings.
   *
   * @param zone of times whose pattern has no zone or offset
   */
  record Pattern(String pattern, ZoneId zone) implements TimeFormat {
    public Pattern {
      Objects.requireNonNull(pattern);
      Objects.requireNonNull(zone);
    }

    /**
     * Strict: 30 February and second 60 are no times. Names of months and days are English.
     *
     * @throws IllegalArgumentException when the pattern is none
     */
    public DateTimeFormatter formatter() {
      return new DateTimeFormatterBuilder()
          .appendPattern(pattern)
          // Strict resolving takes a year-of-era (yyyy) only with its era.
          .parseDefaulting(ChronoField.ERA, 1)
          .toFormatter(Locale.ENGLISH)
          .withResolverStyle(ResolverStyle.STRICT)
          .withZone(zone);
    }

    /** Throws when what the pattern prints cannot be read back as an instant. */
    void verify() {
      DateTimeFormatter formatter = formatter();
      Instant.from(formatter.parse(formatter.format(Instant.EPOCH)));
    }
  }

  /** Units of {@link Epoch}. */
  enum Unit {
    SECONDS,
    MILLIS,
    MICROS,
    NANOS
  }
}
