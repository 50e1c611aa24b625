package io.footfall.cli.report;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Sums by currency, which are never added to each other.
 *
 * @param byCurrency the empty name for amounts without a currency
 */
public record Amounts(@JsonValue Map<String, BigDecimal> byCurrency) {

  /**
   * Without zeros behind the second decimal.
   *
   * @param sums null for none
   */
  public static Amounts of(Map<String, BigDecimal> sums) {
    Map<String, BigDecimal> shown = new TreeMap<>();
    if (sums != null) {
      sums.forEach((currency, sum) -> shown.put(currency, shown(sum)));
    }
    return new Amounts(shown);
  }

  private static BigDecimal shown(BigDecimal sum) {
    BigDecimal stripped = sum.stripTrailingZeros();
    return stripped.scale() < 2 ? stripped.setScale(2) : stripped;
  }

  /** Such as {@code 12.50 EUR, 3.00 USD}. */
  @Override
  public String toString() {
    return byCurrency.entrySet().stream()
        .map(sum -> (sum.getValue().toPlainString() + " " + sum.getKey()).strip())
        .collect(Collectors.joining(", "));
  }
}
