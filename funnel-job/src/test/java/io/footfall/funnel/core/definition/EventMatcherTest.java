package io.footfall.funnel.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.schema.core.config.ConfigLoader;
import io.footfall.schema.core.event.BehaviorEvent;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventMatcherTest {
  private static Funnels funnels(String hocon) {
    return FunnelHistory.empty()
        .configured(
            ConfigLoader.load(Optional.empty(), Map.of(), Map.of("footfall.funnels", hocon))
                .config()
                .funnel()
                .definitions(),
            Long.MIN_VALUE)
        .active(Long.MIN_VALUE);
  }

  private static BehaviorEvent event(String type, String channel, String amount, String referrer) {
    Map<String, String> properties = new HashMap<>();
    properties.put("referrer", referrer);
    return new BehaviorEvent(
        "e",
        "u",
        type,
        1,
        null,
        null,
        null,
        channel,
        null,
        null,
        amount == null ? null : new BigDecimal(amount),
        null,
        properties);
  }

  private static String steps(String where, BehaviorEvent event) {
    List<Match> matches =
        new EventMatcher(
                funnels(
                    "[{name = f, steps = [{event = view, where = %s}], window = 1 hour}]"
                        .formatted(where)))
            .matches(event);
    return matches.isEmpty() ? "none" : Integer.toBinaryString(matches.get(0).steps());
  }

  @Test
  void conditionsCompareFieldsAndProperties() {
    BehaviorEvent event = event("view", "web", "12.5", "17");
    assertThat(steps("[\"channel = web\"]", event)).isEqualTo("1");
    assertThat(steps("[\"channel != web\"]", event)).isEqualTo("none");
    assertThat(steps("[\"channel in [app, web]\"]", event)).isEqualTo("1");
    assertThat(steps("[\"amount > 12\", \"amount < 13\"]", event)).isEqualTo("1");
    assertThat(steps("[\"amount = 12.50\"]", event)).isEqualTo("1");
    assertThat(steps("[\"amount in [1, 12.5000]\"]", event)).isEqualTo("1");
    assertThat(steps("[\"properties.referrer > 9\"]", event)).isEqualTo("1");
    assertThat(steps("[\"properties.referrer exists\"]", event)).isEqualTo("1");
    assertThat(steps("\"channel = web\"", event)).isEqualTo("1");
    assertThat(steps("[]", event)).isEqualTo("1");
  }

  @Test
  void whatIsAbsentSatisfiesNothing() {
    BehaviorEvent bare = event("view", null, null, null);
    assertThat(steps("[\"channel != web\"]", bare)).isEqualTo("none");
    assertThat(steps("[\"amount > 0\"]", bare)).isEqualTo("none");
    assertThat(steps("[\"properties.referrer exists\"]", bare)).isEqualTo("none");
    assertThat(steps("[\"properties.other exists\"]", bare)).isEqualTo("none");
  }

  @Test
  void aTextThatIsNoNumberIsNeitherLessNorGreater() {
    BehaviorEvent text = event("view", "web", null, "mail");
    assertThat(steps("[\"properties.referrer > 9\"]", text)).isEqualTo("none");
    assertThat(steps("[\"properties.referrer < 9\"]", text)).isEqualTo("none");
    assertThat(steps("[\"properties.referrer > 9\"]", event("view", null, null, "1e999999999")))
        .isEqualTo("none");
  }

  @Test
  void oneEventMatchesSeveralSteps() {
    EventMatcher matcher =
        new EventMatcher(
            funnels(
                "[{name = f, steps = [{name = a, event = view}, {name = b, event = view}], window = 1 hour}]"));
    assertThat(matcher.matches(event("view", null, null, null)).get(0).steps()).isEqualTo(0b11);
  }

  @Test
  void othersConcernOnlyFunnelsOfAStrictOrder() {
    EventMatcher matcher =
        new EventMatcher(
            funnels(
                """
                [{name = a, steps = [view], window = 1 hour}
                 {name = b, steps = [cart], window = 1 hour, mode = strict_order}
                 {name = c, steps = [view], window = 1 hour, dialect = clickhouse, mode = strict_order}]
                """));
    assertThat(matcher.matches(event("view", null, null, null)))
        .extracting(match -> match.funnel() + ":" + match.steps())
        .containsExactly("0:1", "1:0", "2:1");
    assertThat(matcher.matches(event("search", null, null, null)))
        .extracting(match -> match.funnel() + ":" + match.steps())
        .containsExactly("1:0", "2:0");
  }

  @Test
  void breakdownsAreTakenWhereAChainCanStart() {
    EventMatcher matcher =
        new EventMatcher(
            funnels(
                "[{name = a, steps = [view, cart], window = 1 hour, breakdown = [channel, properties.referrer]}]"));
    assertThat(matcher.matches(event("view", "web", null, "mail")).get(0).breakdown())
        .containsExactly("web", "mail");
    assertThat(matcher.matches(event("cart", "web", null, "mail")).get(0).breakdown()).isEmpty();
  }
}
