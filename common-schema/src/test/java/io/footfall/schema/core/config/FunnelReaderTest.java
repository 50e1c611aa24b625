package io.footfall.schema.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.schema.core.funnel.Conditions;
import io.footfall.schema.core.funnel.FunnelDefinition;
import io.footfall.schema.core.funnel.FunnelDocument;
import io.footfall.schema.core.funnel.FunnelMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunnelReaderTest {
  private static final String FULL =
      """
      footfall.funnels = [
        { name = checkout
          steps = [ view
                    { name = cart, event = cart, where = ["amount > 10", "channel in [web, 'a, b']"] }
                    { name = paid, event = [payment, order], where = "properties.a.b exists" } ]
          window = 30 minutes
          cohort = 1 day
          mode = strict_order
          exclude = [ { event = search, between = [view, cart] } ]
          breakdown = [channel, properties.referrer] }
      ]
      """;

  @TempDir Path folder;
  private ConfigFixture config;

  @BeforeEach
  void setUp() {
    config = new ConfigFixture(folder);
  }

  private FunnelDefinition only(String conf) {
    List<FunnelDefinition> funnels = config.load(conf).config().funnel().definitions();
    assertThat(funnels).hasSize(1);
    return funnels.get(0);
  }

  @Test
  void purchaseIsCountedWhereNothingIsDefined() {
    FunnelDefinition purchase = only("");
    assertThat(purchase.name()).isEqualTo("purchase");
    assertThat(purchase.steps())
        .extracting(step -> step.name())
        .containsExactly("view", "cart", "order", "payment");
    assertThat(purchase.window()).isEqualTo(Duration.ofHours(1));
    assertThat(purchase.cohort()).isEqualTo(Duration.ofHours(1));
    assertThat(purchase.mode()).isEqualTo(FunnelMode.ORDERED);
  }

  @Test
  void aLevelIsCalledByItsStepUnlessNobodyKnowsWhichWereTaken() {
    String funnel =
        "footfall.funnels = [{ name = go, steps = [view, cart], window = 1 hour, mode = %s }]";
    assertThat(only(funnel.formatted("ordered")).levelName(2)).isEqualTo("cart");
    assertThat(only(funnel.formatted("unordered")).levelName(2)).isEqualTo("any 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "channel == web",
        "channel = 'web",
        "channel = \"web\"",
        "amount >= 10",
        "page => a"
      })
  void aSlipOfThePenInAConditionIsRefused(String condition) {
    assertThatThrownBy(() -> Conditions.parse(condition))
        .isInstanceOf(Conditions.BadConditionException.class)
        .hasMessageContaining("begins with");
  }

  @Test
  void inQuotesAValueMayBeginAsItLikes() throws Exception {
    assertThat(Conditions.parse("channel = '=web'").values()).containsExactly("=web");
  }

  @Test
  void readsEverything() {
    FunnelDefinition funnel = only(FULL);
    assertThat(funnel.mode()).isEqualTo(FunnelMode.STRICT_ORDER);
    assertThat(funnel.cohort()).isEqualTo(Duration.ofDays(1));
    assertThat(funnel.steps().get(1).filter().where())
        .extracting(Object::toString)
        .containsExactly("amount > 10", "channel in [web, a, b]");
    assertThat(funnel.steps().get(1).filter().where().get(1).values())
        .containsExactly("web", "a, b");
    assertThat(funnel.steps().get(2).filter().types()).containsExactly("payment", "order");
    assertThat(funnel.exclusions().get(0).after()).isEqualTo(1);
    assertThat(funnel.exclusions().get(0).before()).isEqualTo(2);
    assertThat(funnel.breakdown())
        .extracting(Object::toString)
        .containsExactly("channel", "properties.referrer");
  }

  @Test
  void comesBackFromItsDocument() {
    FunnelDefinition funnel = only(FULL);
    assertThat(FunnelDocument.parse(FunnelDocument.render(funnel))).isEqualTo(funnel);
  }

  @Test
  void anyChangeGivesAnotherHash() {
    String hash = only(FULL).hash();
    assertThat(hash).matches("[0-9a-f]{16}").isEqualTo(only(FULL + "# a comment").hash());
    assertThat(only(FULL.replace("30 minutes", "31 minutes")).hash()).isNotEqualTo(hash);
    assertThat(only(FULL.replace("amount > 10", "amount > 11")).hash()).isNotEqualTo(hash);
    assertThat(only(FULL.replace("strict_order", "ordered")).hash()).isNotEqualTo(hash);
    assertThat(only(FULL.replace("view, cart]", "view, paid]")).hash()).isNotEqualTo(hash);
  }

  @Test
  void canBeGivenOnTheCommandLine() {
    String list = "[{name = f, steps = [a], window = 5 minutes}]";
    assertThat(
            config
                .load("", Map.of(), Map.of("footfall.funnels", list))
                .config()
                .funnel()
                .definitions())
        .extracting(FunnelDefinition::name)
        .containsExactly("f");
  }

  @Test
  void theDialectHasItsOwnModes() {
    String funnel =
        "footfall.funnels = [{name = f, steps = [a], window = 5 minutes, dialect = clickhouse%s}]";
    assertThat(only(funnel.formatted("")).mode()).isEqualTo(FunnelMode.CLICKHOUSE);
    assertThat(only(funnel.formatted(", mode = strict-deduplication")).mode())
        .isEqualTo(FunnelMode.CLICKHOUSE_STRICT_DEDUPLICATION);
    assertThat(config.error(funnel.formatted(", mode = unordered")))
        .isEqualTo(
            "footfall.funnels[0].mode (application.conf:1): not a choice."
                + " Write one of ordered, strict_deduplication, strict_order.");
  }

  @Test
  void allThatIsWrongIsSaidAtOnceWithItsLine() {
    String message =
        config.error(
            """
            footfall.funnels = [
              { name = a
                steps = [ { event = view, where = "colour = red" }
                          { event = cart, where = "amount > much" }
                          { evnt = x } ]
                window = 9 days }
              { name = b, steps = [view, view], window = 1 hour, breakdown = [event_time] }
              { steps = [], window = 0 s, mode = unordered
                exclude = [ { event = x, between = [a, b] } ] }
            ]
            """);
    assertThat(message)
        .contains(
            "footfall.funnels[0].steps[0].where[0] (application.conf:3): 'colour' is no field;"
                + " use one of event_id, user_id")
        .contains(
            "footfall.funnels[0].steps[1].where[0] (application.conf:4): 'amount > much' compares"
                + " amount with 'much', which is no number; write a number")
        .contains(
            "footfall.funnels[0].steps[2].evnt (application.conf:5): unknown key; did you mean event?")
        .contains(
            "footfall.funnels[0].steps[2] (application.conf:5): without event; add event = ...")
        .contains(
            "footfall.funnels[0].window (application.conf:6): window and cohort together are longer"
                + " than state is kept; shorten them, or raise footfall.funnel.max-state-life from"
                + " 8 days")
        .contains(
            "footfall.funnels[1].steps[1] (application.conf:7): a second step view; give it another name")
        .contains("footfall.funnels[1].breakdown[0] (application.conf:7): 'event_time' is no field")
        .contains("footfall.funnels[2] (application.conf:8): without name; add name = ...")
        .contains("footfall.funnels[2].steps (application.conf:8): 0 steps; give 1 to 32 steps")
        .contains("footfall.funnels[2].window (application.conf:8): less than a second")
        .contains(
            "footfall.funnels[2].exclude (application.conf:9): exclusions have no meaning in mode"
                + " unordered of dialect footfall");
  }

  @Test
  void moreThanThirtyTwoStepsAreRefused() {
    StringBuilder steps = new StringBuilder();
    for (int i = 0; i < 33; i++) {
      steps.append("s").append(i).append(' ').append(i < 32 ? "," : "");
    }
    assertThat(
            config.error(
                "footfall.funnels = [{name = f, steps = [%s], window = 5 minutes}]"
                    .formatted(steps)))
        .contains("footfall.funnels[0].steps")
        .contains("33 steps");
  }

  @Test
  void twoFunnelsOfOneNameAreRefused() {
    assertThat(
            config.error(
                "footfall.funnels = [{name = f, steps = [a], window = 5 minutes},"
                    + " {name = f, steps = [b], window = 5 minutes}]"))
        .contains("a second funnel f");
  }

  @Test
  void anExclusionNamesTwoStepsInTheirOrder() {
    assertThat(
            config.error(
                "footfall.funnels = [{name = f, steps = [a, b], window = 5 minutes,"
                    + " exclude = [{event = x, between = [b, a]}]}]"))
        .isEqualTo(
            "footfall.funnels[0].exclude[0].between (application.conf:1): not two steps in their"
                + " order. Name two of a, b.");
  }

  @Test
  void whatIsNoListIsRefused() {
    assertThat(config.error("footfall.funnels = purchase")).contains("not a list");
    assertThat(config.error("footfall.funnels = [purchase]"))
        .contains("footfall.funnels[0]")
        .contains("not of the form");
  }
}
