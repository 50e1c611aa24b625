package io.footfall.bench.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Growth curves as a picture: x logarithmic, y linear from zero. One SVG file that needs nothing
 * else and can be read without colours, since each curve is named at its end.
 *
 * @param xLabel with its unit
 * @param yLabel with its unit
 */
public record LineChart(String title, String xLabel, String yLabel, List<Series> series) {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 420;
  private static final int LEFT = 70;
  private static final int RIGHT = 150;
  private static final int TOP = 50;
  private static final int BOTTOM = 60;
  private static final int Y_TICKS = 5;
  private static final String[] COLOURS = {
    "#1b6ca8", "#c8553d", "#3a7d44", "#7b4b94", "#8a6d1d", "#444444"
  };

  public LineChart {
    series = List.copyOf(series);
    if (series.isEmpty()) {
      throw new IllegalArgumentException("a chart without a curve");
    }
  }

  /**
   * A curve.
   *
   * @param points at least one, in ascending order of x, which is above zero; y is not below
   */
  public record Series(String name, List<Point> points) {
    public Series {
      points = List.copyOf(points);
      if (points.isEmpty() || points.stream().anyMatch(point -> !point.isDrawable())) {
        throw new IllegalArgumentException("curve \"%s\" cannot be drawn".formatted(name));
      }
    }
  }

  /** A measured point. */
  public record Point(double x, double y) {
    private boolean isDrawable() {
      return x > 0 && y >= 0 && Double.isFinite(x) && Double.isFinite(y);
    }
  }

  /** The file's content. */
  public String svg() {
    List<String> parts = new ArrayList<>();
    parts.add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                .formatted(WIDTH, HEIGHT)
            + " font-size=\"13\" fill=\"#222222\">");
    parts.add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>".formatted(WIDTH, HEIGHT));
    parts.add(text(LEFT, TOP - 22, "start", "<tspan font-size=\"16\">%s</tspan>", title));
    frame(parts);
    for (int i = 0; i < series.size(); i++) {
      curve(parts, series.get(i), COLOURS[i % COLOURS.length]);
    }
    parts.add("</svg>");
    return String.join("\n", parts) + "\n";
  }

  private void frame(List<String> parts) {
    double step = step(yMax());
    for (int i = 0; i * step <= yTop() + step / 1_000; i++) {
      double y = y(i * step);
      parts.add(line(LEFT, y, WIDTH - RIGHT, y, i == 0 ? "#222222" : "#dddddd"));
      parts.add(text(LEFT - 8, y + 4, "end", "%s", number(i * step)));
    }
    for (int power = lowPower(); power <= highPower(); power++) {
      double x = x(Math.pow(10, power));
      parts.add(line(x, TOP, x, HEIGHT - BOTTOM, "#dddddd"));
      parts.add(text(x, HEIGHT - BOTTOM + 20, "middle", "%s", number(Math.pow(10, power))));
    }
    parts.add(text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 14, "middle", "%s", xLabel));
    parts.add(text(LEFT, TOP - 5, "end", "<tspan font-size=\"12\">%s</tspan>", yLabel));
  }

  private void curve(List<String> parts, Series curve, String colour) {
    StringBuilder path = new StringBuilder();
    for (Point point : curve.points()) {
      path.append(coordinate(x(point.x())))
          .append(',')
          .append(coordinate(y(point.y())))
          .append(' ');
      parts.add(
          "<circle cx=\"%s\" cy=\"%s\" r=\"3.5\" fill=\"%s\"><title>%s: %s, %s</title></circle>"
              .formatted(
                  coordinate(x(point.x())),
                  coordinate(y(point.y())),
                  colour,
                  escaped(curve.name()),
                  number(point.x()),
                  number(point.y())));
    }
    parts.add(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>"
            .formatted(path.toString().strip(), colour));
    Point last = curve.points().get(curve.points().size() - 1);
    parts.add(
        text(
            x(last.x()) + 8,
            y(last.y()) + 4,
            "start",
            "<tspan fill=\"" + colour + "\">%s</tspan>",
            curve.name()));
  }

  private DoubleStream all(ToDoubleFunction<Point> value) {
    return series.stream().flatMap(curve -> curve.points().stream()).mapToDouble(value);
  }

  private int lowPower() {
    return (int) Math.floor(Math.log10(all(Point::x).min().orElseThrow()) + 1e-9);
  }

  /** Above {@link #lowPower}, so that there is a scale. */
  private int highPower() {
    int power = (int) Math.ceil(Math.log10(all(Point::x).max().orElseThrow()) - 1e-9);
    return Math.max(power, lowPower() + 1);
  }

  private double x(double value) {
    double share = (Math.log10(value) - lowPower()) / (highPower() - lowPower());
    return LEFT + share * (WIDTH - RIGHT - LEFT);
  }

  private double yMax() {
    double max = all(Point::y).max().orElseThrow();
    return max > 0 ? max : 1;
  }

  /** The largest value that the scale names. */
  private double yTop() {
    double step = step(yMax());
    return Math.ceil(yMax() / step) * step;
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - value / yTop() * (HEIGHT - BOTTOM - TOP);
  }

  /** 1, 2 or 5 times a power of ten, so that some {@link #Y_TICKS} of it reach the maximum. */
  private static double step(double max) {
    double rough = max / Y_TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double lead = rough / power;
    return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%,.2f", value);
  }

  private static String coordinate(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String line(double x1, double y1, double x2, double y2, String colour) {
    return "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\"/>"
        .formatted(coordinate(x1), coordinate(y1), coordinate(x2), coordinate(y2), colour);
  }

  private static String text(double x, double y, String anchor, String format, String text) {
    return "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>"
        .formatted(coordinate(x), coordinate(y), anchor, format.formatted(escaped(text)));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
