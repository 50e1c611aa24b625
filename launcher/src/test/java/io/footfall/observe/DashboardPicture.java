package io.footfall.observe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a dashboard's panels hold, drawn from Prometheus' own answers: for the manual, not a copy of
 * Grafana's looks.
 */
final class DashboardPicture {
  private static final String[] COLOURS = {
    "#2f6fde", "#c9541c", "#1a7f4b", "#8a4fc4", "#b8860b", "#0e8a9a", "#b02a5b", "#5a6372"
  };
  private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)}}");
  private static final int WIDTH = 520;
  private static final int HEIGHT = 120;

  private final Map<String, JsonNode> data;
  private final StringBuilder html = new StringBuilder();

  private DashboardPicture(Map<String, JsonNode> data) {
    this.data = data;
  }

  /**
   * A page without scripts.
   *
   * @param data Prometheus' answers over a time range, by expression
   */
  static String html(JsonNode board, Map<String, JsonNode> data) {
    DashboardPicture picture = new DashboardPicture(data);
    picture.html.append(
        """
        <!doctype html><meta charset="utf-8"><style>
        body{font:13px/1.4 "DejaVu Sans",sans-serif;margin:16px;background:#f4f5f7;color:#16191f}
        h1{font-size:18px;margin:0 0 12px}main{display:grid;grid-template-columns:1fr 1fr;gap:10px}
        section{background:#fff;border:1px solid #e1e4ea;border-radius:8px;padding:10px 14px}
        h2{font-size:13px;margin:0}p{margin:2px 0 6px;color:#5a6372;font-size:11px}
        .big{font-size:26px;color:#16191f}svg{width:100%;height:120px;display:block}
        span{font-size:11px;margin-right:12px;white-space:nowrap}
        </style>
        """);
    picture.html.append("<h1>").append(escaped(board.get("title").asText())).append("</h1><main>");
    board.get("panels").forEach(picture::panel);
    return picture.html.append("</main>").toString();
  }

  private void panel(JsonNode panel) {
    String unit = panel.at("/fieldConfig/defaults/unit").asText();
    html.append("<section><h2>").append(escaped(panel.get("title").asText())).append("</h2>");
    html.append("<p>").append(escaped(panel.get("description").asText())).append("</p>");
    List<Line> lines = new ArrayList<>();
    for (JsonNode target : panel.get("targets")) {
      for (JsonNode series : data.get(target.get("expr").asText())) {
        lines.add(Line.of(legend(target, series), series));
      }
    }
    if (panel.get("type").asText().equals("stat")) {
      String text = lines.isEmpty() ? "no data" : number(lines.get(0).last(), unit);
      html.append("<p class=big>").append(escaped(text)).append("</p>");
    } else {
      draw(lines, unit);
    }
    html.append("</section>");
  }

  private void draw(List<Line> lines, String unit) {
    double most = lines.stream().mapToDouble(Line::most).max().orElse(0);
    html.append("<svg viewBox='0 0 %d %d' preserveAspectRatio=none>".formatted(WIDTH, HEIGHT));
    int colour = 0;
    for (Line line : lines) {
      html.append(
          "<polyline fill=none stroke-width=2 vector-effect=non-scaling-stroke stroke='%s' points='%s'/>"
              .formatted(COLOURS[colour++ % COLOURS.length], line.points(most)));
    }
    html.append("</svg><p>top of the scale: ").append(number(most, unit)).append("</p>");
    colour = 0;
    for (Line line : lines) {
      html.append(
          "<span style='color:%s'>%s %s</span> "
              .formatted(
                  COLOURS[colour++ % COLOURS.length],
                  escaped(line.legend()),
                  number(line.last(), unit)));
    }
  }

  private static String legend(JsonNode target, JsonNode series) {
    Matcher matcher = LABEL.matcher(target.get("legendFormat").asText());
    return matcher.replaceAll(
        label -> Matcher.quoteReplacement(series.at("/metric/" + label.group(1)).asText()));
  }

  private static String number(double value, String unit) {
    String text =
        switch (unit) {
          case "percentunit" -> String.format(Locale.ROOT, "%.1f%%", 100 * value);
          case "bytes", "Bps" -> String.format(Locale.ROOT, "%,.1f MiB", value / (1 << 20));
          case "s" -> String.format(Locale.ROOT, "%.2f s", value);
          default -> String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
        };
    return unit.equals("ops") || unit.equals("Bps") ? text + "/s" : text;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#39;");
  }

  /** One series; NaN where it has no number. */
  private record Line(String legend, List<Double> values) {
    static Line of(String legend, JsonNode series) {
      List<Double> values = new ArrayList<>();
      series.get("values").forEach(point -> values.add(parsed(point.get(1).asText())));
      return new Line(legend, values);
    }

    private static double parsed(String text) {
      return text.equals("+Inf") ? Double.NaN : Double.parseDouble(text);
    }

    double most() {
      return values.stream().filter(value -> !value.isNaN()).mapToDouble(v -> v).max().orElse(0);
    }

    double last() {
      return values.get(values.size() - 1);
    }

    String points(double most) {
      StringBuilder points = new StringBuilder();
      for (int i = 0; i < values.size(); i++) {
        if (!values.get(i).isNaN()) {
          double x = values.size() == 1 ? WIDTH : (double) WIDTH * i / (values.size() - 1);
          double y = HEIGHT - 4 - (HEIGHT - 8) * (most == 0 ? 0 : values.get(i) / most);
          points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
        }
      }
      return points.toString();
    }
  }
}
