package io.footfall.generator.core;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * An event of the shop, by the event contract, before it is written as JSON.
 *
 * @param user number of the user, from 0; {@code userId} names the same
 * @param eventTimeMillis milliseconds since 1970-01-01T00:00:00Z
 * @param itemId null when the event is about no item; so is {@code category}
 * @param campaign null for a visit without one
 * @param amountCents in hundredths of {@code currency}; -1 for none, then {@code currency} is null
 */
public record ShopEvent(
    String eventId,
    int user,
    String userId,
    String eventType,
    long eventTimeMillis,
    String itemId,
    String category,
    String page,
    String channel,
    String device,
    String campaign,
    long amountCents,
    String currency,
    String referrer,
    String experiment,
    String appVersion,
    String language) {

  public ShopEvent {
    Objects.requireNonNull(eventId);
    Objects.requireNonNull(userId);
    Objects.requireNonNull(eventType);
  }

  /** With two decimals; null for none. */
  public BigDecimal amount() {
    return amountCents < 0 ? null : BigDecimal.valueOf(amountCents, 2);
  }

  ShopEvent at(long millis) {
    return new ShopEvent(
        eventId,
        user,
        userId,
        eventType,
        millis,
        itemId,
        category,
        page,
        channel,
        device,
        campaign,
        amountCents,
        currency,
        referrer,
        experiment,
        appVersion,
        language);
  }
}
