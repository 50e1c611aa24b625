package io.footfall.cli.output;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@link Rows} as RFC 4180: a header line, CRLF, quotes where needed. A cell that a spreadsheet
 * would take for a formula gets a leading apostrophe.
 */
public final class Csv {

  /** Where a cell begins with one, blanks before it or not; the wide ones as well. */
  private static final String FORMULA_STARTS = "=+-@\uff1d\uff0b\uff0d\uff20";

  private static final String FORMULA_BLANKS = "\t\r\n";
  private static final Pattern PLAIN_NUMBER = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?");
  private static final Pattern NEEDS_QUOTES = Pattern.compile("[\",\r\n]|^ | $");

  private Csv() {}

  public static void print(Rows rows, PrintWriter out) {
    line(rows.columns().stream().map(Column::key).toList(), out);
    for (List<Object> row : rows.rows()) {
      line(row.stream().map(Csv::text).toList(), out);
    }
  }

  /** One line, of a table whose rows are too many to be held. */
  public static void row(List<Object> cells, PrintWriter out) {
    line(cells.stream().map(Csv::text).toList(), out);
  }

  private static void line(List<String> cells, PrintWriter out) {
    out.print(cells.stream().map(Csv::cell).collect(Collectors.joining(",")));
    out.print("\r\n");
  }

  private static String text(Object cell) {
    if (cell == null) {
      return "";
    }
    return cell instanceof BigDecimal decimal ? decimal.toPlainString() : cell.toString();
  }

  private static String cell(String text) {
    String safe = isFormula(text) ? "'" + text : text;
    return NEEDS_QUOTES.matcher(safe).find() ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }

  private static boolean isFormula(String text) {
    String visible = text.stripLeading();
    return startsWithOneOf(FORMULA_BLANKS, text)
        || (startsWithOneOf(FORMULA_STARTS, visible) && !PLAIN_NUMBER.matcher(text).matches());
  }

  private static boolean startsWithOneOf(String characters, String text) {
    return !text.isEmpty() && characters.indexOf(text.charAt(0)) >= 0;
  }
}
