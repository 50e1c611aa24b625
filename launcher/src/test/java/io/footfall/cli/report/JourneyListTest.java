package io.footfall.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.schema.spark.ReportTables;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import scala.collection.JavaConverters;

final class JourneyListTest {
  private static final Timestamp TEN = Timestamp.from(Instant.parse("2026-03-01T10:00:00Z"));

  @Test
  void aUserIsShownWithAmountsByCurrencyAndFunnelsByName() {
    JourneyList list = new JourneyList(Collections.nCopies(1, journey()));
    assertThat(list.rows().rows())
        .singleElement()
        .asString()
        .isEqualTo(
            "[o'neill, 2026-03-01T10:00:00Z, 2026-03-01T10:00:00Z, 1, 2, 0, 1.00 EUR, null, no,"
                + " purchase 2]");
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS) // half a second; minutes if each copied all before
  void aHundredThousandUsersAreListedInOneGo() {
    JourneyList list = new JourneyList(Collections.nCopies(100_000, journey()));
    assertThat(list.rows().rows()).hasSize(100_000);
  }

  private static Row journey() {
    Object[] values = {
      "o'neill",
      TEN,
      TEN,
      1L,
      2L,
      0L,
      scala(Map.of()),
      scala(Map.of("EUR", new BigDecimal("1.0000"))),
      "s",
      TEN,
      null,
      false,
      scala(Map.of("purchase", 2)),
      scala(Map.of()),
      TEN,
      0
    };
    return new GenericRowWithSchema(values, ReportTables.USER_JOURNEYS.schema());
  }

  private static <V> scala.collection.Map<String, V> scala(Map<String, V> map) {
    return JavaConverters.mapAsScalaMap(map);
  }
}
