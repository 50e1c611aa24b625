package io.footfall.schema.core.funnel;

import io.footfall.schema.core.event.BehaviorEvent;
import io.footfall.schema.core.event.Field;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;

/**
 * A condition on one field. A field that is absent satisfies none, {@code !=} included, as in SQL.
 * Where a number is asked for and the event has a text that is none, the condition does not hold.
 *
 * @param values what the field is compared with; none for {@link Operator#EXISTS}, one or more for
 *     {@link Operator#IN}, otherwise one
 */
public record Condition(FunnelField field, Operator operator, List<String> values)
    implements Serializable {

  /** How a field is compared. */
  public enum Operator {
    EQUAL("="),
    NOT_EQUAL("!="),
    LESS("<"),
    GREATER(">"),
    IN("in"),
    EXISTS("exists");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }

    /** True when both sides are read as numbers whatever the field is. */
    public boolean isNumeric() {
      return this == LESS || this == GREATER;
    }
  }

  public Condition {
    values = List.copyOf(values);
  }

  /** True when both sides are numbers. */
  public boolean comparesNumbers() {
    return operator.isNumeric() || (field.field() == Field.AMOUNT && operator != Operator.EXISTS);
  }

  /** True when the event satisfies it. */
  public boolean holds(BehaviorEvent event) {
    String text = field.text(event);
    if (text == null) {
      return false;
    }
    return comparesNumbers() ? holds(number(text)) : holds(text);
  }

  private boolean holds(String text) {
    return switch (operator) {
      case EQUAL -> text.equals(values.get(0));
      case NOT_EQUAL -> !text.equals(values.get(0));
      case IN -> values.contains(text);
      case EXISTS -> true;
      case LESS, GREATER -> throw new IllegalStateException("compares numbers");
    };
  }

  private boolean holds(BigDecimal number) {
    if (number == null) {
      return false;
    }
    return switch (operator) {
      case EQUAL -> number.compareTo(number(values.get(0))) == 0;
      case NOT_EQUAL -> number.compareTo(number(values.get(0))) != 0;
      case LESS -> number.compareTo(number(values.get(0))) < 0;
      case GREATER -> number.compareTo(number(values.get(0))) > 0;
      case IN -> values.stream().anyMatch(value -> number.compareTo(number(value)) == 0);
      case EXISTS -> true;
    };
  }

  /** Null for a text that is no number of a sensible length. */
  static BigDecimal number(String text) {
    if (text.isEmpty() || text.length() > 40) {
      return null;
    }
    char first = text.charAt(0);
    if (first != '-' && first != '+' && first != '.' && (first < '0' || first > '9')) {
      return null; // An exception for each event would be slow.
    }
    try {
      BigDecimal number = new BigDecimal(text);
      return Math.abs((long) number.scale()) > 100 ? null : number;
    } catch (NumberFormatException e) {
      return null; // The caller treats it as no number.
    }
  }

  /** As it is written in the configuration. */
  @Override
  public String toString() {
    return switch (operator) {
      case EXISTS -> field + " exists";
      case IN -> field + " in " + values;
      default -> field + " " + operator.sign() + " " + values.get(0);
    };
  }
}
