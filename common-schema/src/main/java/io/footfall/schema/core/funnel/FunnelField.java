package io.footfall.schema.core.funnel;

import io.footfall.schema.core.event.BehaviorEvent;
import io.footfall.schema.core.event.Field;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A field of an event that a condition or a breakdown reads.
 *
 * @param field null for a property
 * @param property the key in {@code properties}; null for a canonical field
 */
public record FunnelField(Field field, String property) implements Serializable {
  /** How the name of a property begins. */
  public static final String PROPERTIES = "properties.";

  public FunnelField {
    if ((field == null) == (property == null)) {
      throw new IllegalArgumentException("one of the two");
    }
  }

  /** The names of all canonical fields that may be read; event time is not among them. */
  public static List<String> names() {
    return canonical().map(Field::columnName).toList();
  }

  private static Stream<Field> canonical() {
    return Arrays.stream(Field.values()).filter(field -> field != Field.EVENT_TIME);
  }

  /** By its name as a column or as a key of the mapping; empty when there is none. */
  public static Optional<FunnelField> of(String name) {
    if (name.startsWith(PROPERTIES) && name.length() > PROPERTIES.length()) {
      return Optional.of(new FunnelField(null, name.substring(PROPERTIES.length())));
    }
    String column = name.toLowerCase(Locale.ROOT).replace('-', '_');
    return canonical()
        .filter(field -> field.columnName().equals(column))
        .findFirst()
        .map(field -> new FunnelField(field, null));
  }

  /** As a column, or {@code properties.NAME}. */
  public String name() {
    return field == null ? PROPERTIES + property : field.columnName();
  }

  /** Its value as text; null where the event does not have it. */
  public String text(BehaviorEvent event) {
    if (field == null) {
      return event.properties().get(property);
    }
    return switch (field) {
      case EVENT_ID -> event.eventId();
      case USER_ID -> event.userId();
      case EVENT_TYPE -> event.eventType();
      case EVENT_TIME -> throw new IllegalStateException("not a field to read");
      case ITEM_ID -> event.itemId();
      case CATEGORY -> event.category();
      case PAGE -> event.page();
      case CHANNEL -> event.channel();
      case DEVICE -> event.device();
      case CAMPAIGN -> event.campaign();
      case AMOUNT -> event.amount() == null ? null : event.amount().toPlainString();
      case CURRENCY -> event.currency();
    };
  }

  @Override
  public String toString() {
    return name();
  }
}
