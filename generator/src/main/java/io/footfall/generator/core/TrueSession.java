package io.footfall.generator.core;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/**
 * A session as it must be.
 *
 * @param startMillis event time of the first event, milliseconds since the epoch
 * @param firstEventId its id
 * @param ordered sums of {@code order} events by currency
 * @param paid sums of {@code payment} events by currency
 */
public record TrueSession(
    String userId,
    long startMillis,
    long endMillis,
    String firstEventId,
    long events,
    Map<String, BigDecimal> ordered,
    Map<String, BigDecimal> paid) {

  public TrueSession {
    ordered = new TreeMap<>(ordered);
    paid = new TreeMap<>(paid);
  }
}
