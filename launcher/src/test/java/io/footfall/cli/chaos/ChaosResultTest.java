package io.footfall.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.cli.chaos.Fault.Halt;
import io.footfall.cli.chaos.Fault.Kill;
import io.footfall.cli.chaos.Fault.Since;
import io.footfall.cli.chaos.Shop.Sent;
import io.footfall.runtime.core.Failpoints.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChaosResultTest {
  private static final Verdict GOOD = new Verdict(0, 0, 0, 0, 0, true);

  private static Inflicted kill(boolean happened) {
    return new Inflicted(
        new Kill(Since.COMMIT, Duration.ofMillis(1_500)), happened, "exit code", Instant.EPOCH, 3);
  }

  private static Inflicted halt() {
    return new Inflicted(
        new Halt(Point.MID_PARQUET, 1, true), true, "exit code 137", Instant.EPOCH, 4);
  }

  private static ChaosResult result(Verdict verdict, Inflicted... faults) {
    return new ChaosResult(
        42,
        List.of(faults),
        Collections.nCopies(faults.length, new CheckedAfter(0, 0, true)),
        List.of(faults).stream().map(fault -> Optional.of(fault.version() * 1_000)).toList(),
        new Sent(1_000, 990, Map.of(0, 1_000L)),
        verdict,
        new Watch.Sights(100, 10, List.of()),
        "/tmp/chaos");
  }

  @Test
  void endsWithOneSummaryLine() {
    ChaosResult result = result(GOOD, kill(true), halt());
    assertThat(result.holds()).isTrue();
    assertThat(result.lines())
        .contains("death of a driver to the next commit: p50 3,000 ms, p95 4,000 ms (2 measured)")
        .last()
        .isEqualTo("chaos: 1 kills, 1 failpoints, 0 troubles: 0 lost, 0 doubled");
  }

  @Test
  void doesNotHideAFaultThatDidNotHappen() {
    ChaosResult result = result(GOOD, kill(false), halt());
    assertThat(result.holds()).isFalse();
    assertThat(result.summary())
        .isEqualTo("chaos: 1 kills, 1 failpoints, 0 troubles: 0 lost, 0 doubled; 1 DID NOT HAPPEN");
    assertThat(result.json()).containsEntry("not_happened", 1L);
    assertThat(result.rows().rows().get(0)).contains("NO");
  }

  @Test
  void failsForWhatWasLostOrDoubled() {
    assertThat(result(new Verdict(0, 0, 2, 0, 0, true)).summary())
        .isEqualTo("chaos: 0 kills, 0 failpoints, 0 troubles: 2 lost, 0 doubled");
    assertThat(result(new Verdict(0, 0, 2, 0, 0, true)).holds()).isFalse();
    assertThat(result(new Verdict(0, 3, 0, 1, 0, false)).summary()).endsWith("0 lost, 3 doubled");
  }

  @Test
  void failsWhenTheAuditDoesNotHoldForAnotherReason() {
    assertThat(result(new Verdict(0, 0, 0, 0, 0, false)).summary())
        .endsWith("0 lost, 0 doubled; A CHECK DOES NOT HOLD");
  }

  @Test
  void namesFaultsForPeople() {
    assertThat(kill(true).fault().text()).isEqualTo("kill -9, 1.50 s after its first commit");
    assertThat(halt().fault().text()).isEqualTo("mid-parquet, hit 1, twice in a row");
  }
}
