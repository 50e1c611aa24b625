package io.footfall.cli.report;

import io.footfall.cli.context.CliErrors;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A moment as people write it: {@code 2026-03-01T10:00:00Z}, {@code 2026-03-01T10:00} or {@code
 * 2026-03-01} in the zone of reports, or {@code 2h} for two hours ago ({@code m}, {@code h}, {@code
 * d}). Outside of the years 1 to 9999 (UTC), the nearest moment in them.
 */
public final class Moment {
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");
  private static final Pattern AGO = Pattern.compile("(\\d{1,6})\\s*([mhd])");

  private Moment() {}

  /**
   * Reads it.
   *
   * @param option for the message
   * @throws io.footfall.schema.core.error.FootfallException category USER
   */
  public static Instant parse(String option, String text, ZoneId zone, Instant now) {
    Matcher ago = AGO.matcher(text.strip());
    if (ago.matches()) {
      long count = Long.parseLong(ago.group(1));
      return within(
          now.minus(
              switch (ago.group(2)) {
                case "m" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                default -> Duration.ofDays(count);
              }));
    }
    List<Supplier<Instant>> forms =
        List.of(
            () -> OffsetDateTime.parse(text).toInstant(),
            () -> LocalDateTime.parse(text).atZone(zone).toInstant(),
            () -> LocalDate.parse(text).atStartOfDay(zone).toInstant());
    return forms.stream()
        .map(Moment::tried)
        .flatMap(Optional::stream)
        .findFirst()
        .map(Moment::within)
        .orElseThrow(() -> CliErrors.badMoment(option, text));
  }

  /** The nearest moment that tables can hold and other programs read. */
  private static Instant within(Instant moment) {
    return moment.isBefore(FIRST) ? FIRST : moment.isAfter(LAST) ? LAST : moment;
  }

  private static Optional<Instant> tried(Supplier<Instant> form) {
    try {
      return Optional.of(form.get());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
