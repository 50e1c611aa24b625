package io.footfall.schema.core.funnel;

import io.footfall.schema.core.funnel.Condition.Operator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads conditions as people write them: {@code amount > 100}, {@code channel in [web, app]}. */
public final class Conditions {
  private static final Pattern SHAPE =
      Pattern.compile("([^\\s=!<>]+)\\s*(!=|=|<|>|(?<=\\s)in(?=[\\s\\[])|(?<=\\s)exists$)\\s*(.*)");
  private static final String EXAMPLE =
      "write e.g. 'amount > 100', 'channel in [web, app]', 'campaign exists'";

  private Conditions() {}

  /** A text that is no condition: what is wrong with it and what to write. */
  public static final class BadConditionException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String remedy;

    BadConditionException(String what, String remedy) {
      super(what);
      this.remedy = remedy;
    }

    public String remedy() {
      return remedy;
    }
  }

  /**
   * Reads one condition.
   *
   * @throws BadConditionException when it is none
   */
  public static Condition parse(String text) throws BadConditionException {
    Matcher matcher = SHAPE.matcher(text.strip());
    if (!matcher.matches()) {
      throw new BadConditionException("'" + text + "' is no condition", EXAMPLE);
    }
    FunnelField field = field(matcher.group(1));
    Operator operator = operator(matcher.group(2));
    List<String> values = values(operator, matcher.group(3).strip());
    Condition condition = new Condition(field, operator, values);
    if (condition.comparesNumbers()) {
      for (String value : values) {
        if (Condition.number(value) == null) {
          throw new BadConditionException(
              "'%s' compares %s with '%s', which is no number".formatted(text, field, value),
              field.field() == null || field.field().isText()
                  ? "write a number, or use = or !="
                  : "write a number");
        }
      }
    }
    return condition;
  }

  /**
   * Reads the name of a field.
   *
   * @throws BadConditionException when there is none of that name
   */
  public static FunnelField field(String name) throws BadConditionException {
    return FunnelField.of(name)
        .orElseThrow(
            () ->
                new BadConditionException(
                    "'" + name + "' is no field",
                    "use one of %s, or properties.NAME"
                        .formatted(String.join(", ", FunnelField.names()))));
  }

  private static Operator operator(String sign) {
    return Arrays.stream(Operator.values())
        .filter(operator -> operator.sign().equals(sign))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> values(Operator operator, String text) throws BadConditionException {
    if (operator == Operator.EXISTS) {
      return List.of();
    }
    if (operator != Operator.IN) {
      return List.of(value(text));
    }
    if (!text.startsWith("[") || !text.endsWith("]")) {
      throw new BadConditionException("'in " + text + "' names no list", "write in [a, b]");
    }
    List<String> values = new ArrayList<>();
    for (String part : split(text.substring(1, text.length() - 1))) {
      values.add(value(part.strip()));
    }
    return values;
  }

  /** What looks like a slip of the pen is refused: as a text it would match nothing, silently. */
  private static String value(String text) throws BadConditionException {
    boolean quoted = text.length() >= 2 && text.startsWith("'") && text.endsWith("'");
    String value = quoted ? text.substring(1, text.length() - 1) : text;
    if (!quoted && !text.isEmpty() && "=!<>'\"".indexOf(text.charAt(0)) >= 0) {
      throw new BadConditionException(
          "the value %s begins with %s".formatted(text, text.charAt(0)),
          "operators are =, !=, <, >, in and exists; put a value that begins so in single quotes");
    }
    if (value.isEmpty() && !quoted) {
      throw new BadConditionException("a condition without a value", EXAMPLE);
    }
    return value;
  }

  /** At commas outside of single quotes. */
  private static List<String> split(String list) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i < list.length(); i++) {
      if (list.charAt(i) == '\'') {
        quoted = !quoted;
      } else if (list.charAt(i) == ',' && !quoted) {
        parts.add(list.substring(from, i));
        from = i + 1;
      }
    }
    parts.add(list.substring(from));
    return parts;
  }
}
