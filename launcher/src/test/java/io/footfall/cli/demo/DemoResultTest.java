package io.footfall.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.cli.demo.SectionResult.Line;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DemoResultTest {
  private static final SectionResult EVENTS =
      new SectionResult(
          "events",
          List.of(new Line("valid", 7L, 7L)),
          Map.of("valid", 7L),
          List.of(),
          List.of(),
          "valid 7");

  @Test
  void theFirstSectionStandsOnTopOfTheJsonAndOthersUnderTheirNames() {
    DemoResult result = result(EVENTS, sessions(List.of()));
    assertThat(result.json())
        .containsEntry("valid", 7L)
        .containsEntry("sessions", Map.of("closed", 2L))
        .containsEntry("differences", List.of())
        .containsEntry("warehouse", "there");
    assertThat(result.holds()).isTrue();
    assertThat(result.summary()).isEqualTo("demo: valid 7; closed 2: equal to the truth");
  }

  @Test
  void aDifferenceInAnySectionCountsAndNamesIt() {
    DemoResult result = result(EVENTS, sessions(List.of("closed: sent 3, found 2")));
    assertThat(result.holds()).isFalse();
    assertThat(result.differences()).containsExactly("sessions: closed: sent 3, found 2");
    assertThat(result.summary()).endsWith(": DIFFERS");
  }

  @Test
  void aLineSaysWhetherItIsAsSent() {
    assertThat(new Line("amount", new BigDecimal("1.50"), new BigDecimal("1.5000")).verdict())
        .isEqualTo("equal");
    assertThat(new Line("events", 1L, 2L).verdict()).isEqualTo("DIFFERS");
    assertThat(new Line("median duration", null, 2L).verdict()).isEmpty();
  }

  private static SectionResult sessions(List<String> differences) {
    return new SectionResult(
        "sessions",
        List.of(new Line("closed", 2L, 2L)),
        Map.of("closed", 2L),
        differences,
        List.of(),
        "closed 2");
  }

  private static DemoResult result(SectionResult... sections) {
    return new DemoResult(null, List.of(sections), "there");
  }
}
