package io.footfall.schema.core.codec;

/** What one record holds at one mapped path. Holds on until the next record that has one. */
final class Slot {
  /** What kind of value was found. */
  enum Kind {
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

  private long record = -1;
  private Kind kind = Kind.NULL;
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

  /** Begins with what a record holds here. */
  void found(long inRecord, Kind value) {
    record = inRecord;
    kind = value;
    text = null;
    blank = false;
    taken = false;
  }

  /** Whether the record holds a value here that is not null. */
  boolean present(long inRecord) {
    return record == inRecord && kind != Kind.NULL;
  }

  /** Of the record that was last to hold something here. */
  Kind kind() {
    return kind;
  }

  /** For a person: what stands where something else belongs. */
  String described() {
    return switch (kind) {
      case NULL -> "nothing";
      case TEXT -> "a string";
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
      case OBJECT -> "an object";
      case ARRAY -> "an array";
    };
  }
}
