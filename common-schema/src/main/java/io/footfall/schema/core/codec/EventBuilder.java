package io.footfall.schema.core.codec;

import io.footfall.schema.core.event.BehaviorEvent;
import io.footfall.schema.core.event.Field;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Puts the fields of a record that has passed together. */
final class EventBuilder {
  private static final int AMOUNT_SCALE = 4;

  private final FieldState eventId;
  private final FieldState userId;
  private final FieldState eventType;
  private final FieldState eventTime;
  private final FieldState itemId;
  private final FieldState category;
  private final FieldState page;
  private final FieldState channel;
  private final FieldState device;
  private final FieldState campaign;
  private final FieldState amount;
  private final FieldState currency;
  private final List<FieldState> composition;
  private final Hashing hashing;

  EventBuilder(Plan plan, Hashing hashing) {
    eventId = plan.field(Field.EVENT_ID);
    userId = plan.field(Field.USER_ID);
    eventType = plan.field(Field.EVENT_TYPE);
    eventTime = plan.field(Field.EVENT_TIME);
    itemId = plan.field(Field.ITEM_ID);
    category = plan.field(Field.CATEGORY);
    page = plan.field(Field.PAGE);
    channel = plan.field(Field.CHANNEL);
    device = plan.field(Field.DEVICE);
    campaign = plan.field(Field.CAMPAIGN);
    amount = plan.field(Field.AMOUNT);
    currency = plan.field(Field.CURRENCY);
    composition = plan.composition();
    this.hashing = hashing;
  }

  BehaviorEvent event(Map<String, String> properties) {
    return new BehaviorEvent(
        eventId(),
        text(userId),
        text(eventType),
        eventTime.winner.micros,
        text(itemId),
        text(category),
        text(page),
        text(channel),
        text(device),
        text(campaign),
        amount.projected && amount.built && amount.found()
            ? BigDecimal.valueOf(amount.winner.amount, AMOUNT_SCALE)
            : null,
        text(currency),
        properties);
  }

  private String eventId() {
    if (eventId.found() || !eventId.projected) {
      return text(eventId);
    }
    return hashing.composed(composition);
  }

  /** A value may be there only for the sake of a composed id. */
  private static String text(FieldState field) {
    return field.projected ? field.text : null;
  }
}
