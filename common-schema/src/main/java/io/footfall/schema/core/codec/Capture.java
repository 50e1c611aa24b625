package io.footfall.schema.core.codec;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Takes the scalar that the cursor stands on into a slot. */
final class Capture {
  private static final int AMOUNT_SCALE = 4;

  private final TimeReader times;
  private final Decimals decimals;

  Capture(TimeReader times, Decimals decimals) {
    this.times = times;
    this.decimals = decimals;
  }

  void scalar(Slot slot, long record, JsonToken token, JsonCursor cursor) throws IOException {
    switch (token) {
      case VALUE_NULL -> slot.found(record, Slot.Kind.NULL);
      case VALUE_TRUE, VALUE_FALSE -> {
        slot.found(record, Slot.Kind.BOOLEAN);
        slot.text = token.asString();
      }
      case VALUE_STRING -> {
        slot.found(record, Slot.Kind.TEXT);
        text(slot, cursor);
      }
      default -> {
        slot.found(record, Slot.Kind.NUMBER);
        number(slot, cursor);
      }
    }
  }

  private void text(Slot slot, JsonCursor cursor) throws IOException {
    boolean wantText = slot.wantText || slot.wantAnyText;
    if (slot.wantTime || slot.wantAmount || (slot.wantBlank && !wantText)) {
      char[] chars = cursor.getTextCharacters();
      int offset = cursor.getTextOffset();
      int length = cursor.getTextLength();
      slot.blank = slot.wantBlank && blank(chars, offset, length);
      if (slot.wantTime) {
        slot.micros = times.read(chars, offset, length);
      }
      if (slot.wantAmount) {
        amount(slot, chars, offset, length);
      }
      if (wantText) {
        slot.text = cursor.text();
      }
    } else if (wantText) {
      slot.text = cursor.text();
      slot.blank = slot.wantBlank && slot.text.isBlank();
    }
  }

  private void number(Slot slot, JsonCursor cursor) throws IOException {
    if (slot.wantTime && times.numbers()) {
      slot.micros =
          times.read(cursor.getTextCharacters(), cursor.getTextOffset(), cursor.getTextLength());
    }
    if (slot.wantAmount) {
      amount(slot, cursor.getTextCharacters(), cursor.getTextOffset(), cursor.getTextLength());
    }
    if (slot.wantText || slot.wantAnyText) {
      slot.text = cursor.text();
    }
  }

  private void amount(Slot slot, char[] chars, int offset, int length) {
    slot.amountFits = decimals.scan(chars, offset, length);
    if (slot.amountFits) {
      decimals.scale(AMOUNT_SCALE);
      slot.amountFits = decimals.exact() && !decimals.overflow();
      slot.amount = decimals.value();
    }
  }

  private static boolean blank(char[] chars, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (!Character.isWhitespace(chars[i])) {
        return false;
      }
    }
    return true;
  }
}
