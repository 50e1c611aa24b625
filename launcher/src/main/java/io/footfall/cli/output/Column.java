package io.footfall.cli.output;

/**
 * A column of {@link Rows}.
 *
 * @param key its name in CSV and JSON, snake_case
 * @param heading its name for people
 */
public record Column(String key, String heading, Align align) {

  /** Where a cell's text stands in its column. */
  public enum Align {
    LEFT,
    RIGHT
  }

  public static Column left(String key) {
    return new Column(key, key.replace('_', ' '), Align.LEFT);
  }

  public static Column right(String key) {
    return new Column(key, key.replace('_', ' '), Align.RIGHT);
  }
}
