package io.footfall.cli.demo;

import io.footfall.cli.output.Column;
import io.footfall.cli.output.Rows;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a section found.
 *
 * @param lines for people, in order
 * @param json for programs
 * @param differences what is not as it was sent, each as one line; empty when all is
 * @param picture lines of at most 100 columns below the table, such as a bar chart; may be empty
 * @param summary a few words for the last line; no final full stop
 */
public record SectionResult(
    String name,
    List<Line> lines,
    Map<String, Object> json,
    List<String> differences,
    List<String> picture,
    String summary) {

  public SectionResult {
    lines = List.copyOf(lines);
    differences = List.copyOf(differences);
    picture = List.copyOf(picture);
  }

  /**
   * One number, or text, of the truth and of the tables.
   *
   * @param sent null where the truth does not say
   */
  public record Line(String what, Object sent, Object found) {

    String verdict() {
      if (sent == null) {
        return "";
      }
      boolean same =
          (sent instanceof BigDecimal exact && found instanceof BigDecimal other)
              ? exact.compareTo(other) == 0
              : sent.equals(found);
      return same ? "equal" : "DIFFERS";
    }
  }

  /** Above its table. */
  public String heading() {
    return name.toUpperCase(Locale.ROOT);
  }

  /** What all sections' tables look like. */
  public Rows rows() {
    Rows rows =
        Rows.of(
            Column.left("what"),
            Column.right("sent"),
            Column.right("in tables"),
            Column.left("verdict"));
    for (Line line : lines) {
      rows = rows.with(line.what(), line.sent(), line.found(), line.verdict());
    }
    return rows;
  }
}
