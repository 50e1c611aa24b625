package io.footfall.cli.output;

import io.footfall.schema.core.text.HiddenCharacters;

/** Text from outside, made safe to show: no control character reaches a terminal. */
public final class Printable {

  private Printable() {}

  /**
   * The text with every character escaped that would move the cursor, change the line, reorder or
   * hide its neighbours; {@code \n} as such, others as <code>&#92;u001b</code>.
   */
  public static String of(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(point -> append(safe, point));
    return safe.toString();
  }

  private static void append(StringBuilder safe, int point) {
    switch (point) {
      case '\n' -> safe.append("\\n");
      case '\r' -> safe.append("\\r");
      case '\t' -> safe.append("\\t");
      default -> {
        if (!HiddenCharacters.isHidden(point)) {
          safe.appendCodePoint(point);
        } else if (Character.isBmpCodePoint(point)) {
          safe.append("\\u%04x".formatted(point));
        } else {
          safe.append("\\u{%x}".formatted(point));
        }
      }
    }
  }

  /** How many cells of a terminal the text fills: wide characters two, combining ones none. */
  public static int width(String text) {
    return text.codePoints().map(Printable::width).sum();
  }

  private static int width(int point) {
    int type = Character.getType(point);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    return isWide(point) ? 2 : 1;
  }

  private static boolean isWide(int point) {
    boolean fullWidthForm =
        (point >= 0xff01 && point <= 0xff60) || (point >= 0xffe0 && point <= 0xffe6);
    boolean pictograph = point >= 0x1f300 && point <= 0x1faff;
    boolean cjkPunctuation = point >= 0x3000 && point <= 0x303e;
    return fullWidthForm || pictograph || cjkPunctuation || isEastAsianScript(point);
  }

  private static boolean isEastAsianScript(int point) {
    if (point < 0x1100 || (point >= 0xff61 && point <= 0xffdc)) { // the latter: half-width forms
      return false;
    }
    return switch (Character.UnicodeScript.of(point)) {
      case HAN, HANGUL, HIRAGANA, KATAKANA, BOPOMOFO, YI -> true;
      default -> false;
    };
  }
}
