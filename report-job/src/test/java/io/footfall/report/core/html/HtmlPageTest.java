package io.footfall.report.core.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.report.core.html.Bars.Bar;
import io.footfall.report.core.html.Columns.Column;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HtmlPageTest {
  private static final String EVIL = "\"><script>alert('x')</script>&";

  @Test
  void nothingThatCameFromOutsideBecomesMarkup() {
    String page =
        new HtmlPage(
                EVIL,
                EVIL,
                List.of(
                    new Bars(EVIL, List.of(new Bar(EVIL, 1, EVIL))),
                    new Columns(EVIL, List.of(EVIL), List.of(new Column(EVIL, List.of(1.0)))),
                    new HeatMap(EVIL, List.of(EVIL), List.of(EVIL), List.of(List.of(1.0))),
                    new HtmlTable(EVIL, List.of(EVIL), List.of(List.<Object>of(EVIL)))))
            .html();
    assertThat(page).doesNotContain("<script").contains("&lt;script&gt;alert(&#39;x&#39;)");
  }

  @Test
  void thePageForbidsItselfToLoadAnything() {
    assertThat(new HtmlPage("t", "s", List.of()).html())
        .contains("default-src 'none'")
        .doesNotContain("http://", "https://", "src=\"");
  }

  @Test
  void barsAreAsLongAsTheirValuesAre() {
    String bars =
        new Bars("b", List.of(new Bar("all", 200, ""), new Bar("half", 100, "50%"))).body();
    assertThat(bars).contains("width=\"480.0\"", "width=\"240.0\"", ">100  50%<");
  }

  @Test
  void columnsStackTheirParts() {
    String columns =
        new Columns(
                "c", List.of("views", "carts"), List.of(new Column("10:00", List.of(30.0, 10.0))))
            .body();
    assertThat(columns).contains("10:00 views: 30", "10:00 carts: 10", "height=\"147.0\"");
  }

  @Test
  void aHeatMapOfNothingIsPale() {
    String map = new HeatMap("h", List.of("Mon"), List.of("0"), List.of(List.of(0.0))).body();
    assertThat(map).contains("#eef2f6").contains("Mon 0: 0");
  }

  @Test
  void numbersInTablesAreSeparatedAndStandToTheRight() {
    assertThat(
            new HtmlTable("t", List.of("item", "events"), List.of(List.<Object>of("a", 12_345L)))
                .body())
        .contains("<th class=\"number\">events", "<td class=\"number\">12,345");
  }
}
