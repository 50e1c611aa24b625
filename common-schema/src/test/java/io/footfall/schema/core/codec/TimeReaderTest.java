package io.footfall.schema.core.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.schema.core.mapping.TimeFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeReaderTest {
  private static final long SEED = 20260301;
  private static final String ALPHABET = "0123456789:-+.TZtz ";
  private static final List<String> ZONES =
      List.of(
          "Z",
          "z",
          "",
          "+02:00",
          "-00:00",
          "+18:00",
          "-18:00",
          "+18:01",
          "+25:00",
          "+02",
          "+0200",
          "-09:59",
          "+09:60",
          "+02:00:30",
          "[UTC]",
          "+02:00[Europe/Berlin]");

  private final TimeReader iso = reader(new TimeFormat.Iso8601());
  private final TimeReader formatter =
      new TimeReader.Formatted(DateTimeFormatter.ISO_OFFSET_DATE_TIME);

  @Test
  void isoAgreesWithTheFormatter() {
    Random random = new Random(SEED);
    for (int i = 0; i < 200_000; i++) {
      String text = isoText(random);
      assertThat(read(iso, text))
          .as("seed %d, input %d: %s", SEED, i, text)
          .isEqualTo(read(formatter, text));
    }
  }

  @Test
  void isoTruncatesToMicroseconds() {
    assertThat(read(iso, "1969-12-31T23:59:59.999999999Z")).isEqualTo(-1);
    assertThat(read(iso, "1970-01-01T00:00:00.000001999Z")).isEqualTo(1);
    assertThat(read(iso, "1970-01-01T02:00:00.5+02:00")).isEqualTo(500_000);
  }

  @Test
  void yearsOutside1To9999AreBeyondAllBounds() {
    assertThat(read(iso, "0000-12-31T23:59:59Z")).isEqualTo(TimeReader.TOO_EARLY);
    assertThat(read(iso, "0001-01-01T00:00:00Z")).isEqualTo(TimeReader.Limits.FIRST);
    assertThat(read(iso, "9999-12-31T23:59:59.999999Z")).isEqualTo(TimeReader.Limits.LAST);
    assertThat(read(iso, "+999999999-12-31T23:59:59Z")).isEqualTo(TimeReader.TOO_LATE);
    assertThat(read(iso, "-999999999-12-31T23:59:59Z")).isEqualTo(TimeReader.TOO_EARLY);
  }

  @Test
  void epochsAreFlooredToMicroseconds() {
    TimeReader seconds = reader(new TimeFormat.Epoch(TimeFormat.Unit.SECONDS));
    TimeReader millis = reader(new TimeFormat.Epoch(TimeFormat.Unit.MILLIS));
    TimeReader micros = reader(new TimeFormat.Epoch(TimeFormat.Unit.MICROS));
    TimeReader nanos = reader(new TimeFormat.Epoch(TimeFormat.Unit.NANOS));
    assertThat(read(seconds, "1772366400.1234569")).isEqualTo(1_772_366_400_123_456L);
    assertThat(read(seconds, "1.7723664e9")).isEqualTo(1_772_366_400_000_000L);
    assertThat(read(millis, "1772366400000")).isEqualTo(1_772_366_400_000_000L);
    assertThat(read(micros, "-0.5")).isEqualTo(-1);
    assertThat(read(nanos, "-1")).isEqualTo(-1);
    assertThat(read(nanos, "1999")).isEqualTo(1);
    assertThat(read(nanos, "1772366400000000000")).isEqualTo(1_772_366_400_000_000L);
    assertThat(read(seconds, "1e300")).isEqualTo(TimeReader.TOO_LATE);
    assertThat(read(seconds, "-9" + "9".repeat(400))).isEqualTo(TimeReader.TOO_EARLY);
    assertThat(read(seconds, "2026-03-01")).isEqualTo(TimeReader.BAD);
  }

  @Test
  void patternsTakeTheirZoneUnlessTheTextHasOne() {
    TimeReader plain =
        reader(new TimeFormat.Pattern("dd/MM/yyyy HH:mm:ss", ZoneId.of("Europe/Berlin")));
    TimeReader zoned =
        reader(new TimeFormat.Pattern("d MMM uuuu HH:mm:ss.SSS XX", ZoneId.of("Europe/Berlin")));
    long noon = Instant.parse("2026-03-01T12:00:00Z").getEpochSecond() * 1_000_000;
    assertThat(read(plain, "01/03/2026 13:00:00")).isEqualTo(noon);
    assertThat(read(zoned, "1 Mar 2026 07:00:00.250 -0500")).isEqualTo(noon + 250_000);
    assertThat(read(plain, "30/02/2026 13:00:00")).isEqualTo(TimeReader.BAD);
    assertThat(read(plain, "01/03/2026 12:59:60")).isEqualTo(TimeReader.BAD);
    assertThat(read(plain, "x".repeat(1_000_000))).isEqualTo(TimeReader.BAD);
  }

  private static TimeReader reader(TimeFormat format) {
    return TimeReader.of(format, new Decimals());
  }

  private static long read(TimeReader reader, String text) {
    return reader.read(("{" + text + "}").toCharArray(), 1, text.length());
  }

  private static String isoText(Random random) {
    long span = ChronoUnit.DAYS.getDuration().toSeconds() * 366 * 10_050;
    long second = Math.floorMod(random.nextLong(), span) - 62_200_000_000L;
    String text = Instant.ofEpochSecond(second).toString();
    text = text.substring(0, text.length() - 1);
    if (random.nextBoolean()) {
      text += "." + "123456789012".substring(0, random.nextInt(12));
    }
    text += ZONES.get(random.nextInt(random.nextBoolean() ? 4 : ZONES.size()));
    StringBuilder changed = new StringBuilder(text);
    for (int i = random.nextInt(4) - 1; i > 0 && changed.length() > 0; i--) {
      int at = random.nextInt(changed.length());
      char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
      switch (random.nextInt(4)) {
        case 0 -> changed.insert(at, c);
        case 1 -> changed.deleteCharAt(at);
        default -> changed.setCharAt(at, c);
      }
    }
    return changed.toString();
  }
}
