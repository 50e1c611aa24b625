package io.footfall.report.core.html;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A quantity over time: one column per bucket, stacked where it has several parts.
 *
 * @param parts names of the parts, from the ground up
 * @param columns in order of time
 */
public record Columns(String title, List<String> parts, List<Column> columns) implements Block {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 260;
  private static final int LEFT = 70;
  private static final int TOP = 24;
  private static final int BOTTOM = 40;
  private static final int MOST_LABELS = 8;
  private static final int PART = 14;

  /** As wide as one of a label at most is. */
  private static final int CHARACTER = 8;

  private static final String OTHERS = "all others";
  private static final String[] COLOURS = {
    "#2f6fa8", "#e0883c", "#4a9a5c", "#a05195", "#c94f4f", "#7a8794", "#c2a83e", "#3aa6a6"
  };

  public Columns {
    parts = List.copyOf(parts);
    columns = List.copyOf(columns);
  }

  /**
   * One bucket.
   *
   * @param values one for each part, none below zero
   */
  public record Column(String label, List<Double> values) {
    public Column {
      values = List.copyOf(values);
    }

    double sum() {
      return values.stream().mapToDouble(Double::doubleValue).sum();
    }
  }

  /**
   * Stacks no more parts than there are colours: the largest, and the sum of all others.
   *
   * @param columns by label, what each part amounts to; in order of time
   */
  public static Columns stacked(String title, Map<String, Map<String, Double>> columns) {
    Map<String, Double> sums = new TreeMap<>();
    columns
        .values()
        .forEach(column -> column.forEach((part, v) -> sums.merge(part, v, Double::sum)));
    List<String> parts = new ArrayList<>(largest(sums));
    boolean rest = parts.size() < sums.size();
    if (rest) {
      parts.add(OTHERS);
    }
    List<Column> stacks = new ArrayList<>();
    columns.forEach(
        (label, values) -> {
          Map<String, Double> left = new HashMap<>(values);
          List<Double> stack = new ArrayList<>();
          for (String part : rest ? parts.subList(0, parts.size() - 1) : parts) {
            Double value = left.remove(part);
            stack.add(value == null ? 0 : value);
          }
          if (rest) {
            stack.add(left.values().stream().mapToDouble(Double::doubleValue).sum());
          }
          stacks.add(new Column(label, stack));
        });
    return new Columns(title, parts, stacks);
  }

  /** In the order of their names. */
  private static List<String> largest(Map<String, Double> sums) {
    int most = sums.size() <= COLOURS.length ? COLOURS.length : COLOURS.length - 1;
    return sums.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .limit(most)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  @Override
  public String body() {
    double most = Math.max(1, columns.stream().mapToDouble(Column::sum).max().orElse(1));
    StringBuilder svg =
        new StringBuilder("<svg viewBox=\"0 0 %d %d\" role=\"img\">\n".formatted(WIDTH, HEIGHT));
    legend(svg);
    for (double share : new double[] {0, 0.5, 1}) {
      String y = Html.coordinate(y(share));
      svg.append(
          "<line x1=\"%d\" y1=\"%s\" x2=\"%d\" y2=\"%s\" stroke=\"#dfe3e8\"/>\n"
              .formatted(LEFT, y, WIDTH, y));
      svg.append(
          "<text x=\"%d\" y=\"%s\" text-anchor=\"end\">%s</text>\n"
              .formatted(
                  LEFT - 8, Html.coordinate(y(share) + 4), Html.number(Math.rint(most * share))));
    }
    double width = (double) (WIDTH - LEFT) / Math.max(1, columns.size());
    int label = CHARACTER * columns.stream().mapToInt(c -> c.label().length()).max().orElse(0);
    int labels = Math.max(1, Math.min(MOST_LABELS, (WIDTH - LEFT) / (label + CHARACTER)));
    int everyNth = (columns.size() + labels - 1) / labels;
    for (int i = 0; i < columns.size(); i++) {
      double x = LEFT + i * width;
      stack(svg, columns.get(i), x, width, most);
      if (i % everyNth == 0 && x + label <= WIDTH) {
        svg.append(
            "<text x=\"%s\" y=\"%d\">%s</text>\n"
                .formatted(Html.coordinate(x), HEIGHT - 16, Html.escaped(columns.get(i).label())));
      }
    }
    return svg.append("</svg>\n").toString();
  }

  private void stack(StringBuilder svg, Column column, double x, double width, double most) {
    double below = 0;
    for (int part = 0; part < column.values().size(); part++) {
      double value = column.values().get(part);
      double top = y((below + value) / most);
      svg.append(
          "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"><title>%s</title></rect>\n"
              .formatted(
                  Html.coordinate(x + width * 0.08),
                  Html.coordinate(top),
                  Html.coordinate(width * 0.84),
                  Html.coordinate(y(below / most) - top),
                  COLOURS[part % COLOURS.length],
                  Html.escaped(
                      "%s %s: %s".formatted(column.label(), parts.get(part), Html.number(value)))));
      below += value;
    }
  }

  private void legend(StringBuilder svg) {
    int each = parts.isEmpty() ? 0 : Math.min(120, (WIDTH - LEFT) / parts.size());
    IntStream.range(0, parts.size())
        .forEach(
            part ->
                svg.append(
                    "<rect x=\"%d\" y=\"4\" width=\"10\" height=\"10\" fill=\"%s\"/><text x=\"%d\" y=\"13\">%s</text>\n"
                        .formatted(
                            LEFT + part * each,
                            COLOURS[part % COLOURS.length],
                            LEFT + part * each + 15,
                            Html.escaped(Html.shortened(parts.get(part), PART)))));
  }

  private static double y(double share) {
    return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP);
  }
}
