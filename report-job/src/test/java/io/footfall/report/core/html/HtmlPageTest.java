package io.footfall.report.core.html;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.report.core.html.Bars.Bar;
import io.footfall.report.core.html.Columns.Column;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
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
  void labelsAreCutBetweenCharactersAndHalvesOfThemAreReplaced() {
    String emoji = "\ud83d\ude00";
    String bars =
        new Bars("b", List.of(new Bar(emoji.repeat(40), 1, ""), new Bar("half \ud83d", 1, "")))
            .body();
    assertThat(bars).contains(">" + emoji.repeat(31) + "\u2026<", ">half \ufffd<");
    assertThat(UTF_8.newEncoder().canEncode(bars)).isTrue();
  }

  @Test
  void whatWouldHideOrReorderTextIsShownAndEmojiStayWhole() {
    String family = "\ud83d\udc69\u200d\ud83d\udc67";
    assertThat(Html.escaped("a\u202eb\u001b[31m\u2028" + family))
        .isEqualTo("a\ufffdb\ufffd[31m\ufffd" + family);
  }

  @Test
  void ofVeryManyPartsTheLargestAreDrawnAndTheRestIsOne() {
    SortedMap<String, Map<String, Double>> hours = new TreeMap<>();
    Map<String, Double> junk = new HashMap<>();
    for (int i = 0; i < 5_000; i++) {
      junk.put("junk-" + i, 1.0);
    }
    junk.put("view", 100.0);
    junk.put("cart", 50.0);
    hours.put("10:00", junk);
    hours.put("11:00", Map.of("view", 7.0));
    Columns columns = Columns.stacked("c", hours);
    assertThat(columns.parts()).hasSize(8).contains("cart", "view").endsWith("all others");
    assertThat(columns.columns().get(0).sum()).isEqualTo(5_150);
    assertThat(columns.columns().get(0).values().get(7)).isEqualTo(4_995);
    assertThat(columns.columns().get(1).sum()).isEqualTo(7);
    assertThat(columns.body()).contains("10:00 all others: 4,995").hasSizeLessThan(10_000);
  }

  @Test
  void labelsStandApartAndNoneIsCutOff() {
    List<Column> hours = new ArrayList<>();
    for (int hour = 0; hour < 119; hour++) {
      hours.add(new Column("2026-03-%02d 10:00".formatted(1 + hour % 28), List.of(1.0)));
    }
    List<Double> places =
        Pattern.compile("<text x=\"([0-9.]+)\" y=\"244\">")
            .matcher(new Columns("c", List.of("views"), hours).body())
            .results()
            .map(label -> Double.valueOf(label.group(1)))
            .toList();
    assertThat(places).hasSize(6);
    for (int i = 1; i < places.size(); i++) {
      assertThat(places.get(i) - places.get(i - 1)).isGreaterThan(128);
    }
    assertThat(places.get(5)).isLessThan(900 - 16 * 7);
  }

  @Test
  void allPartsAreDrawnWhereTheyHaveAColourEach() {
    SortedMap<String, Map<String, Double>> hours = new TreeMap<>();
    hours.put("10:00", Map.of("b", 1.0, "a", 2.0));
    assertThat(Columns.stacked("c", hours))
        .isEqualTo(
            new Columns("c", List.of("a", "b"), List.of(new Column("10:00", List.of(2.0, 1.0)))));
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
  void amountsInTablesAreExact() {
    assertThat(
            new HtmlTable(
                    "t",
                    List.of("amount"),
                    List.of(
                        List.<Object>of(new BigDecimal("0.0012")),
                        List.<Object>of(new BigDecimal("98765432109876543210.5000")),
                        List.<Object>of(new BigDecimal("-7.0000"))))
                .body())
        .contains(">0.0012<", ">98,765,432,109,876,543,210.50<", ">-7.00<");
  }

  @Test
  void numbersInTablesAreSeparatedAndStandToTheRight() {
    assertThat(
            new HtmlTable("t", List.of("item", "events"), List.of(List.<Object>of("a", 12_345L)))
                .body())
        .contains("<th class=\"number\">events", "<td class=\"number\">12,345");
  }
}
