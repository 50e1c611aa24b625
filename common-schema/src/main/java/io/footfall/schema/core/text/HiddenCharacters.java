package io.footfall.schema.core.text;

/** Characters that a person does not see, and that a terminal or a log acts on. */
public final class HiddenCharacters {

  private HiddenCharacters() {}

  /** True for what would move the cursor, change the line, reorder or hide its neighbours. */
  public static boolean isHidden(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
