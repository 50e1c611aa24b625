package io.footfall.cli.output;

import io.footfall.cli.output.Column.Align;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@link Rows} for people: aligned columns under headings, thousands separated by commas, floating
 * point rounded to one decimal.
 */
public final class Table {

  private static final String BETWEEN = "  ";

  /** A longer cell is shown whole, and the others are not filled up to it. */
  private static final int WIDEST = 120;

  private Table() {}

  public static void print(Rows rows, PrintWriter out) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(rows.columns().stream().map(Column::heading).map(Printable::of).toList());
    for (List<Object> row : rows.rows()) {
      lines.add(row.stream().map(Table::text).toList());
    }
    int[] widths = widths(lines);
    for (int i = 0; i < lines.size(); i++) {
      out.println(line(lines.get(i), rows.columns(), widths));
      if (i == 0) {
        out.println(rule(widths));
      }
    }
  }

  private static int[] widths(List<List<String>> lines) {
    int[] widths = new int[lines.get(0).size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], Math.min(WIDEST, Printable.width(line.get(i))));
      }
    }
    return widths;
  }

  private static String line(List<String> cells, List<Column> columns, int[] widths) {
    List<String> padded = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      String cell = cells.get(i);
      String padding = " ".repeat(Math.max(0, widths[i] - Printable.width(cell)));
      padded.add(columns.get(i).align() == Align.RIGHT ? padding + cell : cell + padding);
    }
    return String.join(BETWEEN, padded).stripTrailing();
  }

  private static String rule(int[] widths) {
    List<String> parts = new ArrayList<>();
    for (int width : widths) {
      parts.add("-".repeat(width));
    }
    return String.join(BETWEEN, parts);
  }

  private static String text(Object cell) {
    if (cell == null) {
      return "";
    }
    return cell instanceof Number number ? number(number) : Printable.of(cell.toString());
  }

  private static String number(Number number) {
    NumberFormat format = NumberFormat.getInstance(Locale.ROOT);
    int decimals = number instanceof BigDecimal exact ? Math.max(0, exact.scale()) : 1;
    boolean whole = !(number instanceof BigDecimal || number instanceof Double);
    format.setMinimumFractionDigits(whole ? 0 : decimals);
    format.setMaximumFractionDigits(whole ? 0 : decimals);
    return format.format(number);
  }
}
