package io.footfall.report.core.html;

import java.util.List;

/**
 * When in the week something happens: the darker, the more.
 *
 * @param rows labels, such as days
 * @param columns labels, such as hours
 * @param values one list per row with one value per column, none below zero
 */
public record HeatMap(
    String title, List<String> rows, List<String> columns, List<List<Double>> values)
    implements Block {
  private static final int WIDTH = 900;
  private static final int LABELS = 60;
  private static final int CELL = 26;

  public HeatMap {
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
    values = values.stream().map(List::copyOf).toList();
  }

  @Override
  public String body() {
    double most =
        values.stream().flatMap(List::stream).mapToDouble(Double::doubleValue).max().orElse(0);
    double width = (double) (WIDTH - LABELS) / Math.max(1, columns.size());
    StringBuilder svg =
        new StringBuilder(
            "<svg viewBox=\"0 0 %d %d\" role=\"img\">\n"
                .formatted(WIDTH, (rows.size() + 1) * CELL));
    for (int column = 0; column < columns.size(); column++) {
      svg.append(
          "<text x=\"%s\" y=\"16\" text-anchor=\"middle\">%s</text>\n"
              .formatted(
                  Html.coordinate(LABELS + (column + 0.5) * width),
                  Html.escaped(columns.get(column))));
    }
    for (int row = 0; row < rows.size(); row++) {
      int y = (row + 1) * CELL;
      svg.append(
          "<text x=\"0\" y=\"%d\">%s</text>\n".formatted(y + 17, Html.escaped(rows.get(row))));
      for (int column = 0; column < columns.size(); column++) {
        double value = values.get(row).get(column);
        svg.append(
            "<rect x=\"%s\" y=\"%d\" width=\"%s\" height=\"%d\" rx=\"3\" fill=\"%s\"><title>%s</title></rect>\n"
                .formatted(
                    Html.coordinate(LABELS + column * width + 1),
                    y + 1,
                    Html.coordinate(width - 2),
                    CELL - 2,
                    colour(most == 0 ? 0 : value / most),
                    Html.escaped(
                        "%s %s: %s"
                            .formatted(rows.get(row), columns.get(column), Html.number(value)))));
      }
    }
    return svg.append("</svg>\n").toString();
  }

  /** From nearly white to deep blue. */
  private static String colour(double share) {
    return "#%02x%02x%02x"
        .formatted(mix(0xee, 0x0f, share), mix(0xf2, 0x4c, share), mix(0xf6, 0x81, share));
  }

  private static int mix(int from, int to, double share) {
    return (int) Math.round(from + (to - from) * share);
  }
}
