package io.footfall.schema.core.codec;

/** What one record holds at one mapped path. Refilled for each record. */
final class Slot {
  /** What kind of value was found. */
  enum Kind {
    ABSENT,
    NULL,
    TEXT,
    NUMBER,
    BOOLEAN,
    OBJECT,
    ARRAY
  }

  /** Where the value goes when no field takes it. */
  final PathNode node;

  // What the fields that have this candidate need to know; fixed when the plan is made.
  boolean wantText;
  boolean wantAnyText;
  boolean wantBlank;
  boolean wantTime;
  boolean wantAmount;

  Kind kind = Kind.ABSENT;
  String text;
  boolean blank;
  boolean taken;

  /** As {@link TimeReader#read} gives it. */
  long micros;

  /** Ten-thousandths. */
  long amount;

  boolean amountFits;

  Slot(PathNode node) {
    this.node = node;
  }

  void clear() {
    kind = Kind.ABSENT;
    text = null;
    taken = false;
  }

  boolean present() {
    return kind != Kind.ABSENT && kind != Kind.NULL;
  }

  /** For a person: what stands where something else belongs. */
  String described() {
    return switch (kind) {
      case ABSENT, NULL -> "nothing";
      case TEXT -> "a string";
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
      case OBJECT -> "an object";
      case ARRAY -> "an array";
    };
  }
}
