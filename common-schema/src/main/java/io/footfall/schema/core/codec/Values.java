package io.footfall.schema.core.codec;

import io.footfall.schema.core.event.BehaviorEvent;
import io.footfall.schema.core.event.Field;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;

/** The canonical values of one record, as they reach the table. */
final class Values {
  private static final int AMOUNT_SCALE = 4;

  private final Map<Field, String> texts = new EnumMap<>(Field.class);
  private long eventTimeMicros;
  private boolean hasAmount;
  private long amount;

  void clear() {
    texts.clear();
    hasAmount = false;
  }

  void text(Field field, String value) {
    texts.put(field, value);
  }

  String text(Field field) {
    return texts.get(field);
  }

  void eventTime(long micros) {
    eventTimeMicros = micros;
  }

  long eventTimeMicros() {
    return eventTimeMicros;
  }

  void amount(long tenThousandths) {
    hasAmount = true;
    amount = tenThousandths;
  }

  boolean hasAmount() {
    return hasAmount;
  }

  long amount() {
    return amount;
  }

  /** The event, with the fields that the projection names. */
  BehaviorEvent event(Projection projection, Map<String, String> properties) {
    boolean withAmount = hasAmount && projection.fields().contains(Field.AMOUNT);
    return new BehaviorEvent(
        texts.get(Field.EVENT_ID),
        texts.get(Field.USER_ID),
        texts.get(Field.EVENT_TYPE),
        eventTimeMicros,
        texts.get(Field.ITEM_ID),
        texts.get(Field.CATEGORY),
        texts.get(Field.PAGE),
        texts.get(Field.CHANNEL),
        texts.get(Field.DEVICE),
        texts.get(Field.CAMPAIGN),
        withAmount ? BigDecimal.valueOf(amount, AMOUNT_SCALE) : null,
        texts.get(Field.CURRENCY),
        properties);
  }
}
