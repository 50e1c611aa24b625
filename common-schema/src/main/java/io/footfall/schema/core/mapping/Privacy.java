package io.footfall.schema.core.mapping;

/** What of a field's value may reach a table. */
public enum Privacy {
  KEEP,
  /** Nothing. */
  DROP,
  /** HMAC-SHA-256 under the configured key, as 64 lower-case hexadecimal digits. */
  HASH
}
