package io.footfall.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.schema.core.error.FootfallException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MomentTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

  @Test
  void datesAndTimesWithoutOffsetAreOfTheReportsZone() {
    assertThat(parse("2026-03-01")).isEqualTo("2026-02-28T23:00:00Z");
    assertThat(parse("2026-03-01T10:00")).isEqualTo("2026-03-01T09:00:00Z");
    assertThat(parse("2026-03-01T10:00Z")).isEqualTo("2026-03-01T10:00:00Z");
  }

  @Test
  void aNumberWithAUnitIsThatLongAgo() {
    assertThat(parse("30m")).isEqualTo("2026-03-02T11:30:00Z");
    assertThat(parse("2 h")).isEqualTo("2026-03-02T10:00:00Z");
    assertThat(parse("7d")).isEqualTo("2026-02-23T12:00:00Z");
  }

  @Test
  void momentsThatNoTableCanHoldAreTheNearestThatOneCan() {
    assertThat(parse("999999d")).isEqualTo("0001-01-01T00:00:00Z");
    assertThat(parse("-999999999-01-01")).isEqualTo("0001-01-01T00:00:00Z");
    assertThat(parse("+999999999-12-31T00:00Z")).isEqualTo("9999-12-31T23:59:59.999999Z");
  }

  @Test
  void aTimeThatClocksLeaveOutIsAnHourOnAndOneThatTheyShowTwiceTheFirst() {
    assertThat(parse("2026-03-29T02:30")).isEqualTo("2026-03-29T01:30:00Z");
    assertThat(parse("2026-10-25T02:30")).isEqualTo("2026-10-25T00:30:00Z");
  }

  @Test
  void anythingElseIsRefusedWithAnExample() {
    assertThatThrownBy(() -> parse("yesterday"))
        .isInstanceOf(FootfallException.class)
        .hasMessageStartingWith("--since yesterday is no time. Write for example");
  }

  @Test
  void amountsAreShownByCurrencyAndNeverAdded() {
    Amounts amounts =
        Amounts.of(Map.of("USD", new BigDecimal("3.1000"), "EUR", new BigDecimal("12.0050")));
    assertThat(amounts).hasToString("12.005 EUR, 3.10 USD");
    assertThat(Amounts.of(null)).hasToString("");
  }

  private static Instant parse(String text) {
    return Moment.parse("--since", text, BERLIN, NOW);
  }
}
