package io.footfall.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.funnel.spark.FunnelReport;
import io.footfall.funnel.spark.FunnelReport.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FunnelViewTest {

  @Test
  void noTextFromEventsActsOnTheTerminal() {
    FunnelView view = view("\u001b]0;owned\u0007", "app\nfunnel: 0 users");
    assertThat(String.join("", view.chart()))
        .contains("channel = \\u001b]0;owned\\u0007", "channel = app\\nfunnel: 0 users")
        .doesNotContain("\u001b", "\u0007", "\n");
  }

  @Test
  void anAbsentValueIsCalledTheSameInTableAndChart() {
    FunnelView view = view((String) null);
    assertThat(view.rows().rows().get(0).get(0)).isEqualTo("(none)");
    assertThat(view.chart().get(0)).isEqualTo("channel = (none)");
  }

  @Test
  void noGroupIsMadeUpWhereNobodyBegan() {
    FunnelView view = view();
    assertThat(view.rows().rows()).isEmpty();
    assertThat(view.chart()).isEmpty();
    assertThat(view.json().get("groups")).isEqualTo(List.of());
  }

  private static FunnelView view(String... channels) {
    Map<String, List<Step>> groups = new LinkedHashMap<>();
    for (String channel : channels) {
      groups.put(
          channel,
          List.of(new Step(1, "view", 4, null, null, 3), new Step(2, "cart", 1, 2.0, 2.0, 0)));
    }
    return new FunnelView(
        new FunnelReport(
            "purchase",
            "h",
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("channel"),
            groups));
  }
}
