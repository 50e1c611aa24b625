package io.footfall.schema.core.event;

/**
 * The canonical fields of an event, in table order. {@code columnName} is the name in tables,
 * {@code configName} the key under {@code footfall.mapping}, {@code jsonName} the default JSON key.
 */
public enum Field {
  EVENT_ID("event_id", "eventId", true),
  USER_ID("user_id", "userId", true),
  EVENT_TYPE("event_type", "eventType", true),
  EVENT_TIME("event_time", "eventTime", true),
  ITEM_ID("item_id", "itemId", false),
  CATEGORY("category", "category", false),
  PAGE("page", "page", false),
  CHANNEL("channel", "channel", false),
  DEVICE("device", "device", false),
  CAMPAIGN("campaign", "campaign", false),
  AMOUNT("amount", "amount", false),
  CURRENCY("currency", "currency", false);

  private final String columnName;
  private final String jsonName;
  private final boolean required;

  Field(String columnName, String jsonName, boolean required) {
    this.columnName = columnName;
    this.jsonName = jsonName;
    this.required = required;
  }

  public String columnName() {
    return columnName;
  }

  public String configName() {
    return columnName.replace('_', '-');
  }

  public String jsonName() {
    return jsonName;
  }

  /** True when a record without this field is no event. */
  public boolean required() {
    return required;
  }

  /** True for every field but {@link #EVENT_TIME} and {@link #AMOUNT}. */
  public boolean isText() {
    return this != EVENT_TIME && this != AMOUNT;
  }
}
