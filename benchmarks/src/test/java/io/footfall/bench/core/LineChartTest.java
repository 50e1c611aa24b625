package io.footfall.bench.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.bench.core.LineChart.Point;
import io.footfall.bench.core.LineChart.Series;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

final class LineChartTest {

  @Test
  void xIsLogarithmicAndYLinearFromZero() throws Exception {
    Document svg =
        parse(
            chart(
                new Series(
                    "batch",
                    List.of(
                        new Point(10_000, 0), new Point(100_000, 500), new Point(1e6, 1_000)))));
    NodeList circles = svg.getElementsByTagName("circle");
    assertThat(circles.getLength()).isEqualTo(3);
    assertThat(number(circles, 1, "cx") - number(circles, 0, "cx"))
        .isEqualTo(number(circles, 2, "cx") - number(circles, 1, "cx"));
    assertThat(number(circles, 0, "cy") - number(circles, 1, "cy"))
        .isEqualTo(number(circles, 1, "cy") - number(circles, 2, "cy"))
        .isPositive();
  }

  @Test
  void textCannotBreakTheFile() throws Exception {
    Document svg = parse(chart(new Series("<script> & \"more\"", List.of(new Point(1, 1)))));
    assertThat(svg.getElementsByTagName("script").getLength()).isZero();
    assertThat(svg.getDocumentElement().getTextContent()).contains("<script> & \"more\"");
  }

  @Test
  void scalesOfOnePointAndOfNothingButZeroCanBeDrawn() throws Exception {
    parse(chart(new Series("one", List.of(new Point(1_000, 0)))));
  }

  @Test
  void whatHasNoLogarithmIsRefused() {
    assertThatThrownBy(() -> new Series("x", List.of(new Point(0, 1))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Series("x", List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String chart(Series series) {
    return new LineChart("Growth", "open sessions", "ms", List.of(series)).svg();
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static double number(NodeList nodes, int index, String attribute) {
    return Double.parseDouble(
        nodes.item(index).getAttributes().getNamedItem(attribute).getNodeValue());
  }
}
