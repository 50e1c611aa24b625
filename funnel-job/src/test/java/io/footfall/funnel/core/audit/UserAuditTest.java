package io.footfall.funnel.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.funnel.core.definition.FunnelHistory;
import io.footfall.funnel.core.definition.Match;
import io.footfall.funnel.core.state.ArrivedEvent;
import io.footfall.funnel.core.state.CohortResult;
import io.footfall.funnel.core.state.EventDetails;
import io.footfall.funnel.core.state.EventId;
import io.footfall.funnel.core.state.FunnelEvent;
import io.footfall.schema.core.config.ConfigLoader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UserAuditTest {
  private static final FunnelHistory HISTORY =
      FunnelHistory.empty()
          .configured(
              ConfigLoader.load(
                      Optional.empty(),
                      Map.of(),
                      Map.of(
                          "footfall.funnels",
                          "[{name = buy, steps = [view, pay], window = 1 hour}]"))
                  .config()
                  .funnel()
                  .definitions(),
              Long.MIN_VALUE);
  private static final long HOUR = 3_600_000_000L;
  private static final UserAudit.Said VIEWED = said(1, 1);

  private static ArrivedEvent event(String id, long micros, int steps, long offset) {
    FunnelEvent event =
        new FunnelEvent(
            EventId.of(id),
            micros,
            EventDetails.of(null, null, null),
            List.of(new Match(0, steps, 0, List.of())));
    return new ArrivedEvent(event, "view", 0, offset, 1);
  }

  private static UserAudit.Said said(int sign, long... times) {
    return new UserAudit.Said(
        new CohortResult(0, times[0] / HOUR * HOUR, times.length, times, List.of(), false),
        sign,
        null);
  }

  private static UserAudit.Outcome compare(List<ArrivedEvent> events, UserAudit.Said... said) {
    return new UserAudit(HISTORY, Long.MIN_VALUE, 1_000).compare("u", events, List.of(said), true);
  }

  @Test
  void whatAgreesIsCountedByTheReferenceToo() {
    assertThat(compare(List.of(event("a", 1, 1, 0), event("a", 1, 1, 1)), VIEWED))
        .isEqualTo(new UserAudit.Outcome(1, 0, 0, 1, 0, List.of()));
  }

  @Test
  void aDifferenceIsNamed() {
    UserAudit.Outcome outcome = compare(List.of(event("a", 1, 1, 0), event("b", 2, 2, 1)), VIEWED);
    assertThat(outcome.differences()).singleElement().asString().contains("buy", "user u", "level");
  }

  @Test
  void cohortsOfAnIdWithSeveralTimesAreNotCompared() {
    long later = 10_000_000_000L;
    assertThat(
            compare(
                List.of(event("a", 1, 1, 0), event("a", 2, 2, 1), event("b", later, 1, 2)),
                VIEWED,
                said(1, later)))
        .isEqualTo(new UserAudit.Outcome(1, 0, 1, 2, 0, List.of()));
  }
}
