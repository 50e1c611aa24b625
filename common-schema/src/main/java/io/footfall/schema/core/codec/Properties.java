package io.footfall.schema.core.codec;

import io.footfall.schema.core.mapping.Privacy;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Gathers the properties of one record, and finds keys that read like another field's path. */
final class Properties {
  /** A megabyte of tiny values would take longer to hash than a record may take. */
  static final int MAX_HASHES = 5_000;

  private final boolean values;
  private final boolean nested;
  private final Hashing hashing;
  private Map<String, String> map;
  private String clash;
  private int hashes;

  /**
   * @param values false when only clashes are looked for
   * @param nested whether there can be clashes
   */
  Properties(boolean values, boolean nested, Hashing hashing) {
    this.values = values;
    this.nested = nested;
    this.hashing = hashing;
  }

  void clear() {
    map = null;
    clash = null;
    hashes = 0;
  }

  /** Whether {@link #put} is to be called at all. */
  boolean wanted() {
    return values || nested;
  }

  boolean values() {
    return values;
  }

  void put(String key, String value, Privacy privacy) {
    if (privacy == Privacy.DROP || !wanted()) {
      return;
    }
    if (map == null) {
      map = new LinkedHashMap<>();
    }
    int before = map.size();
    map.put(key, privacy == Privacy.HASH && value != null ? hashed(value) : value);
    if (clash == null && map.size() == before) {
      clash = key;
    }
  }

  private String hashed(String value) {
    hashes++;
    return hashes <= MAX_HASHES ? hashing.keyed(value) : null;
  }

  /** A key that two fields would have, or null. */
  String clash() {
    return clash;
  }

  Map<String, String> toMap() {
    return values && map != null ? Collections.unmodifiableMap(map) : Map.of();
  }
}
