package io.footfall.schema.core.codec;

import io.footfall.schema.core.event.Field;
import io.footfall.schema.core.event.Reason;
import io.footfall.schema.core.event.Rejection;
import io.footfall.schema.core.text.HiddenCharacters;

/** Every rejection there is, in words that hold no value of the record. */
final class Details {
  private static final int MAX_KEY = 80;

  static final Rejection EMPTY = new Rejection(Reason.EMPTY, null, "no value, or white space only");
  static final Rejection NOT_AN_OBJECT =
      new Rejection(Reason.NOT_AN_OBJECT, null, "the top of the JSON is no object");

  private Details() {}

  static Rejection tooLarge(int bytes) {
    return new Rejection(
        Reason.TOO_LARGE, null, bytes + " bytes; at most " + EventCodec.MAX_BYTES + " are taken");
  }

  static Rejection invalidUtf8(int offset) {
    return new Rejection(Reason.INVALID_UTF8, null, "no UTF-8 at byte " + offset);
  }

  static Rejection unpairedSurrogate(int offset) {
    return new Rejection(
        Reason.INVALID_UTF8, null, "an escaped surrogate without its other half at byte " + offset);
  }

  static Rejection malformed(int offset) {
    return new Rejection(Reason.MALFORMED_JSON, null, "no JSON at about byte " + offset);
  }

  static Rejection tooDeep(int offset) {
    return new Rejection(
        Reason.TOO_DEEP,
        null,
        "nested deeper than " + EventCodec.MAX_DEPTH + " levels at byte " + offset);
  }

  static Rejection duplicateKey(String key) {
    return new Rejection(Reason.DUPLICATE_KEY, shown(key), "the key stands twice in one object");
  }

  static Rejection pathClash(String key) {
    return new Rejection(
        Reason.DUPLICATE_KEY, shown(key), "a key that reads like the path of another field");
  }

  static Rejection field(Reason reason, Field field, String detail) {
    return new Rejection(reason, field.columnName(), detail);
  }

  static Rejection defect(Exception e) {
    return new Rejection(
        Reason.MALFORMED_JSON, null, EventCodec.DEFECT + e.getClass().getSimpleName());
  }

  /** A key for people: shortened, and nothing in it that a terminal or a log would act on. */
  static String shown(String key) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < key.length(); ) {
      int c = key.codePointAt(i);
      i += Character.charCount(c);
      if (shown.length() > MAX_KEY) {
        return shown.append('…').toString();
      }
      if (HiddenCharacters.isHidden(c)) {
        shown.append(String.format("\\u%04x", c));
      } else {
        shown.appendCodePoint(c);
      }
    }
    return shown.toString();
  }
}
