package io.footfall.schema.core.mapping;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The place of a value: a bare name is a top-level key as it stands, dots included ({@code
 * user.id}); {@code $.user.id} descends; {@code $['user.id'].x} quotes a segment, in which a
 * backslash keeps a quote or a backslash. Array elements have no path.
 *
 * @param segments object keys from the top, at least one
 */
public record JsonPath(List<String> segments) implements Serializable {
  public JsonPath {
    segments = List.copyOf(segments);
    if (segments.isEmpty()) {
      throw new IllegalArgumentException("a JSON path names at least one key");
    }
  }

  public static JsonPath key(String name) {
    return new JsonPath(List.of(name));
  }

  /**
   * Reads what {@link #toString()} prints.
   *
   * @throws IllegalArgumentException saying what is wrong and at which character
   */
  public static JsonPath parse(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a JSON path must not be blank");
    }
    return text.charAt(0) == '$' ? new JsonPath(new Reader(text).steps()) : key(text);
  }

  /** How {@link #toString()} prints a key below the top: {@code .name} or {@code ['na me']}. */
  public static String step(String key) {
    if (isBare(key)) {
      return "." + key;
    }
    return "['" + key.replace("\\", "\\\\").replace("'", "\\'") + "']";
  }

  @Override
  public String toString() {
    String first = segments.get(0);
    if (segments.size() == 1 && !first.isBlank() && first.charAt(0) != '$') {
      return first;
    }
    StringBuilder text = new StringBuilder("$");
    segments.forEach(segment -> text.append(step(segment)));
    return text.toString();
  }

  private static boolean isBare(String key) {
    for (int i = 0; i < key.length(); i++) {
      if (!bare(key.charAt(i))) {
        return false;
      }
    }
    return !key.isEmpty();
  }

  private static boolean bare(char c) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      return true;
    }
    return ".[]'\"\\".indexOf(c) < 0 && !Character.isWhitespace(c) && !Character.isISOControl(c);
  }

  private static final class Reader {
    private final String text;
    private int at = 1;

    Reader(String text) {
      this.text = text;
    }

    List<String> steps() {
      List<String> steps = new ArrayList<>();
      do {
        steps.add(step());
      } while (at < text.length());
      return steps;
    }

    private String step() {
      char c = peek();
      if (c == '.') {
        at++;
        return bareStep();
      }
      if (c == '[') {
        at++;
        return quotedStep();
      }
      throw bad("'.' or '[' was expected");
    }

    private String bareStep() {
      int start = at;
      while (at < text.length() && bare(text.charAt(at))) {
        at++;
      }
      if (at == start) {
        throw bad("a key was expected; write other than plain keys as ['key']");
      }
      return text.substring(start, at);
    }

    private String quotedStep() {
      char quote = peek();
      if (quote != '\'' && quote != '"') {
        throw bad("a quoted key was expected; paths lead through objects only, not into arrays");
      }
      StringBuilder key = new StringBuilder();
      for (at++; peek() != quote; at++) {
        if (peek() == '\\') {
          at++;
        }
        key.append(peek());
      }
      at++;
      if (peek() != ']') {
        throw bad("']' was expected");
      }
      at++;
      return key.toString();
    }

    private char peek() {
      if (at >= text.length()) {
        throw bad("the path ends too early");
      }
      return text.charAt(at);
    }

    private IllegalArgumentException bad(String what) {
      return new IllegalArgumentException(
          "'%s' is no JSON path: %s at character %d".formatted(text, what, at + 1));
    }
  }
}
