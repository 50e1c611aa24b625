package io.footfall.schema.core.config;

import java.util.Optional;

/**
 * One configuration key: all that is to be said about it is said here.
 *
 * @param docKey the key in the reference, where one line stands for several keys
 * @param fallback the default as HOCON; empty where the key may be absent
 * @param shownDefault the default as the reference shows it
 * @param doc for people, in Markdown
 */
record Option<T>(
    String key,
    String docKey,
    ValueType<T> type,
    Optional<String> fallback,
    String shownDefault,
    String doc) {

  static <T> Option<T> of(String key, ValueType<T> type, String fallback, String doc) {
    return new Option<>(
        key, key, type, Optional.of(fallback), "`" + fallback.replace("\"", "") + "`", doc);
  }

  static <T> Option<T> optional(String key, ValueType<T> type, String whenAbsent, String doc) {
    return new Option<>(key, key, type, Optional.empty(), whenAbsent, doc);
  }

  /** The same option, shown in the reference under a key (and default) that stands for several. */
  Option<T> shownAs(String sharedKey, String sharedDefault) {
    return new Option<>(key, sharedKey, type, fallback, sharedDefault, doc);
  }
}
