package io.footfall.schema.core.codec;

import io.footfall.schema.core.event.Field;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.Set;

/**
 * What of a valid event is materialised. Limits what is built, never what is checked: the verdict
 * is that of {@link #FULL}. Event time is always set.
 *
 * @param fields canonical fields that are set; the others are null
 * @param properties whether the unmapped fields are kept; otherwise {@code properties} is empty
 */
public record Projection(Set<Field> fields, boolean properties) implements Serializable {
  public static final Projection FULL = new Projection(EnumSet.allOf(Field.class), true);

  public Projection {
    fields = Set.copyOf(fields);
  }

  /** What either wants. */
  public Projection and(Projection other) {
    Set<Field> both = EnumSet.copyOf(fields);
    both.addAll(other.fields);
    return new Projection(both, properties || other.properties);
  }

  /** The given fields without properties. */
  public static Projection of(Field... fields) {
    return new Projection(Set.of(fields), false);
  }
}
