package io.footfall.schema.core.mapping;

import java.util.List;

/**
 * The place of a value: a bare name is a top-level key as it stands, dots included ({@code
 * user.id}); {@code $.user.id} descends; {@code $['user.id'].x} quotes a segment.
 *
 * @param segments object keys from the top, at least one
 */
public record JsonPath(List<String> segments) {
  public JsonPath {
    segments = List.copyOf(segments);
    if (segments.isEmpty()) {
      throw new IllegalArgumentException("a JSON path names at least one key");
    }
  }

  public static JsonPath key(String name) {
    return new JsonPath(List.of(name));
  }
}
