package io.footfall.schema.core.mapping;

import java.time.ZoneId;
import java.util.Objects;

/** How event time is written in the topic. */
public sealed interface TimeFormat {

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
  }

  /** Units of {@link Epoch}. */
  enum Unit {
    SECONDS,
    MILLIS,
    MICROS,
    NANOS
  }
}
