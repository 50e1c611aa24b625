package io.footfall.schema.core.event;

import java.util.Objects;

/**
 * A record that is no event.
 *
 * @param field the canonical column it is about, or the JSON key for {@link Reason#DUPLICATE_KEY};
 *     null when it is about the whole record
 * @param detail for people: what was found and where, at most 200 characters, never a payload value
 */
public record Rejection(Reason reason, String field, String detail) implements Verdict {
  public Rejection {
    Objects.requireNonNull(reason);
  }
}
