package io.footfall.schema.core.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.schema.core.event.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CodecFuzzTest {
  private static final long SEED = 20260301;
  private static final long INPUTS = 20_000;

  /** May be missing in a run this short. */
  private static final Set<String> RARE = Set.of("TOO_LARGE", "NOT_AN_OBJECT");

  @Test
  void aShortRunKeepsEveryPromise() {
    List<Long> progress = new ArrayList<>();
    FuzzReport report = CodecFuzz.run(SEED, INPUTS, progress::add);

    assertThat(report.firstViolations()).as("seed %d", SEED).isEmpty();
    assertThat(report.passed()).isTrue();
    assertThat(progress).last().isEqualTo(INPUTS);
    assertThat(report.verdicts().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(INPUTS);
    assertThat(report.verdicts()).hasSize(Reason.values().length + 1);
    report
        .verdicts()
        .forEach(
            (verdict, count) ->
                assertThat(count)
                    .as(verdict)
                    .isGreaterThanOrEqualTo(RARE.contains(verdict) ? 0 : 1));
    assertThat(report.slowestIndex()).isBetween(0L, INPUTS - 1);
  }

  @Test
  void anInputDependsOnSeedAndIndexOnly() {
    assertThat(CodecFuzz.input(SEED, 7)).isEqualTo(CodecFuzz.input(SEED, 7));
    assertThat(CodecFuzz.input(SEED, 7)).isNotEqualTo(CodecFuzz.input(SEED, 8));
  }
}
