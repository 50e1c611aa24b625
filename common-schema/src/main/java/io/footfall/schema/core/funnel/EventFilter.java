package io.footfall.schema.core.funnel;

import java.io.Serializable;
import java.util.List;

/**
 * Which events match.
 *
 * @param types event types of which the event has one; at least one
 * @param where conditions that all hold; may be empty
 */
public record EventFilter(List<String> types, List<Condition> where) implements Serializable {
  public EventFilter {
    types = List.copyOf(types);
    where = List.copyOf(where);
  }
}
