package io.footfall.schema.core.mapping;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * Where one canonical field comes from.
 *
 * @param candidates in order of preference; the first that is present and not null wins, the others
 *     stay in {@code properties}
 * @param translate value in the topic to canonical value; a value that is not listed stays as it is
 * @param acceptNumbers take a JSON number for a text field, as the digits it was written with
 * @param privacy what reaches the tables; {@link Privacy#DROP} only for optional fields
 */
public record FieldRule(
    List<JsonPath> candidates,
    Map<String, String> translate,
    boolean acceptNumbers,
    Privacy privacy)
    implements Serializable {

  public FieldRule {
    candidates = List.copyOf(candidates);
    translate = Map.copyOf(translate);
  }

  public static FieldRule from(JsonPath... candidates) {
    return new FieldRule(List.of(candidates), Map.of(), false, Privacy.KEEP);
  }
}
