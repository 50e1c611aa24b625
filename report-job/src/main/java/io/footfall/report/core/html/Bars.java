package io.footfall.report.core.html;

import java.util.List;

/**
 * Horizontal bars, each with its label before and its value behind it: a funnel, or a ranking.
 *
 * @param bars of values not below zero
 */
public record Bars(String title, List<Bar> bars) implements Block {
  private static final int WIDTH = 900;
  private static final int LABELS = 230;
  private static final int VALUES = 190;
  private static final int ROW = 30;
  private static final int LABEL = 32;

  public Bars {
    bars = List.copyOf(bars);
  }

  /**
   * A bar.
   *
   * @param note behind the value; may be empty
   */
  public record Bar(String label, double value, String note) {}

  @Override
  public String body() {
    double most = bars.stream().mapToDouble(Bar::value).max().orElse(0);
    StringBuilder svg =
        new StringBuilder(
            "<svg viewBox=\"0 0 %d %d\" role=\"img\">\n"
                .formatted(WIDTH, Math.max(1, bars.size()) * ROW));
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      double length = most == 0 ? 0 : bar.value() / most * (WIDTH - LABELS - VALUES);
      int y = i * ROW;
      svg.append(
          "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n"
              .formatted(LABELS - 10, y + 19, Html.escaped(Html.shortened(bar.label(), LABEL))));
      svg.append(
          "<rect x=\"%d\" y=\"%d\" width=\"%s\" height=\"%d\" rx=\"3\" fill=\"#2f6fa8\"><title>%s</title></rect>\n"
              .formatted(
                  LABELS, y + 4, Html.coordinate(length), ROW - 8, Html.escaped(bar.label())));
      svg.append(
          "<text x=\"%s\" y=\"%d\">%s</text>\n"
              .formatted(
                  Html.coordinate(LABELS + length + 8),
                  y + 19,
                  Html.escaped((Html.number(bar.value()) + "  " + bar.note()).strip())));
    }
    return svg.append("</svg>\n").toString();
  }
}
