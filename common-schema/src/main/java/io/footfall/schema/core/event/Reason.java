package io.footfall.schema.core.event;

/** Why a record is no event. A closed set: used as a metric label and as a table column. */
public enum Reason {
  /** No value, or white space only. */
  EMPTY,
  /** More than 1 MiB. */
  TOO_LARGE,
  /** Bytes that are not UTF-8, or an escape that has no UTF-8 form (an unpaired surrogate). */
  INVALID_UTF8,
  MALFORMED_JSON,
  /** A key twice in one object, at any depth. */
  DUPLICATE_KEY,
  /** Nested deeper than 64 levels. */
  TOO_DEEP,
  /** JSON, but no object at the top. */
  NOT_AN_OBJECT,
  /** A required field that is absent, null or blank. */
  MISSING_FIELD,
  WRONG_TYPE,
  /** A time that cannot be read in the configured format. */
  BAD_TIME,
  /** Later than the Kafka timestamp by more than {@code footfall.validation.max-ahead}. */
  TIME_TOO_FAR_AHEAD,
  /** Older than the Kafka timestamp by more than {@code footfall.validation.max-age}. */
  TIME_TOO_OLD,
  /** No number, or one that decimal(18,4) does not hold exactly. */
  BAD_AMOUNT
}
