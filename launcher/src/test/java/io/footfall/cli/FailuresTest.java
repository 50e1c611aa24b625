package io.footfall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.cli.context.Invocation;
import io.footfall.schema.core.error.ErrorCategory;
import io.footfall.schema.core.error.FootfallException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FailuresTest {

  private final StringWriter err = new StringWriter();
  private final PrintWriter nowhere = new PrintWriter(new StringWriter());
  private final Failures failures =
      new Failures(Invocation.of(nowhere, new PrintWriter(err), Map.of()));

  @ParameterizedTest
  @EnumSource(ErrorCategory.class)
  void exitCodeIsTheCategorys(ErrorCategory category) {
    FootfallException error = new FootfallException(category, "it broke", "Mend it");
    assertThat(failures.report(error)).isEqualTo(category.exitCode());
    assertThat(err.toString()).isEqualToIgnoringNewLines("footfall: it broke. Mend it.");
  }

  @Test
  void severalProblemsHaveALineEach() {
    failures.report(
        new FootfallException(
            ErrorCategory.USER, "2 problems", "Correct these:\n  a is wrong\n  b is wrong"));
    assertThat(err.toString().lines())
        .containsExactly("footfall: 2 problems. Correct these:", "  a is wrong", "  b is wrong.");
  }

  @Test
  void aKnownErrorIsFoundInsideOthers() {
    FootfallException known = new FootfallException(ErrorCategory.USER, "it broke", "Mend it");
    assertThat(failures.report(new IllegalStateException(new ExecutionException(known))))
        .isEqualTo(2);
    assertThat(err.toString()).isEqualToIgnoringNewLines("footfall: it broke. Mend it.");
  }

  @Test
  void anUnknownErrorShowsItsStackTraceAndAsksForAReport() {
    assertThat(failures.report(new IllegalStateException("odd"))).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("footfall: unexpected error: java.lang.IllegalStateException: odd.")
        .contains("please report it", "\tat io.footfall.cli.FailuresTest");
  }

  @Test
  void aHeapTooSmallNamesTheOption() {
    assertThat(failures.report(new OutOfMemoryError("Java heap space"))).isEqualTo(1);
    assertThat(err.toString()).contains("FOOTFALL_JAVA_OPTS=-Xmx").doesNotContain("\tat ");
  }

  @Test
  void lostOutputTurnsSuccessIntoFailure() {
    assertThat(failures.outputLost(0)).isEqualTo(1);
    assertThat(failures.outputLost(2)).isEqualTo(2);
  }

  @Test
  void coloursNeedATerminalAndNobodyAgainstThem() {
    assertThat(printed(true, Map.of())).contains("\u001b[");
    assertThat(printed(false, Map.of())).doesNotContain("\u001b");
    assertThat(printed(true, Map.of("NO_COLOR", "1"))).doesNotContain("\u001b");
    assertThat(printed(true, Map.of("CLICOLOR", "0"))).doesNotContain("\u001b");
    assertThat(printed(true, Map.of("TERM", "dumb"))).doesNotContain("\u001b");
  }

  private String printed(boolean terminal, Map<String, String> environment) {
    StringWriter text = new StringWriter();
    Invocation invocation =
        new Invocation(
            nowhere,
            new PrintWriter(text),
            environment,
            Optional.empty(),
            terminal,
            terminal,
            Clock.systemUTC());
    new Failures(invocation)
        .report(new FootfallException(ErrorCategory.USER, "it broke", "Mend it"));
    return text.toString();
  }
}
