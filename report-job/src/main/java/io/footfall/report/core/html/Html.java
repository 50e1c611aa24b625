package io.footfall.report.core.html;

import io.footfall.schema.core.text.HiddenCharacters;
import java.math.BigDecimal;
import java.util.Locale;

/** Text on its way into a page. */
final class Html {
  private Html() {}

  private static final int REPLACEMENT = 0xFFFD;

  /** Joins the parts of emoji, and letters of Persian. */
  private static final int JOINER = 0x200D;

  /**
   * Safe in elements and in quoted attributes, and in UTF-8: what a person would not see becomes
   * visible, halves of characters too.
   */
  static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default ->
                    safe.appendCodePoint(
                        HiddenCharacters.isHidden(point) && point != JOINER ? REPLACEMENT : point);
              }
            });
    return safe.toString();
  }

  /** At most so many characters, none of them cut in two. */
  static String shortened(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "\u2026";
  }

  /** A number with thousands separated; whole ones without decimals. */
  static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%,.2f", value);
  }

  /** The same; an exact one with all of its decimals, two at least. */
  static String number(Number value) {
    if (value instanceof BigDecimal exact) {
      int decimals = Math.max(2, exact.stripTrailingZeros().scale());
      return String.format(Locale.ROOT, "%,." + decimals + "f", exact);
    }
    return number(value.doubleValue());
  }

  static String coordinate(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
