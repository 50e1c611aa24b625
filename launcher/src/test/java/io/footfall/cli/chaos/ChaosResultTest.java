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
import org.junit.jupiter.api.Test;

class ChaosResultTest {
  private static final Verdict GOOD = new Verdict(0, 0, 0, 0, 0, true);

  private static Inflicted kill(boolean happened) {
    return new Inflicted(
        new Kill(Since.COMMIT, Duration.ofMillis(1_500)),
        happened,
        "exit code",
        Instant.EPOCH,
        Map.of("ingest", 3L, "session", 5L));
  }

  private static Inflicted halt() {
    return new Inflicted(
        new Halt("session", Point.MID_PARQUET, 1, true),
        true,
        "exit code 137",
        Instant.EPOCH,
        Map.of("ingest", 4L, "session", -1L));
  }

  private static ChaosResult result(Verdict verdict, Inflicted... faults) {
    return result(verdict, true, faults);
  }

  private static ChaosResult result(Verdict verdict, boolean sessionsHold, Inflicted... faults) {
    return new ChaosResult(
        42,
        List.of(faults),
        Collections.nCopies(faults.length, new CheckedAfter(0, 0, 0, true)),
        List.of(faults).stream()
            .map(
                fault ->
                    new Recovery(
                        fault.fault() instanceof Kill
                            ? Map.of("ingest", 3_000L, "session", 5_000L)
                            : Map.of("ingest", 4_000L)))
            .toList(),
        new Sent(1_000, 990, Map.of(0, 1_000L)),
        verdict,
        List.of(
            new Audited("ingest", true, List.of("audit offsets: all of them: holds")),
            new Audited("session", sessionsHold, List.of("audit sessions: all of them"))),
        new Watch.Sights(100, 10, List.of()),
        "/tmp/chaos");
  }

  @Test
  void endsWithOneSummaryLine() {
    ChaosResult result = result(GOOD, kill(true), halt());
    assertThat(result.holds()).isTrue();
    assertThat(result.lines())
        .contains(
            "audit offsets: all of them: holds",
            "audit sessions: all of them",
            "start of a driver to the next commit of ingest: p50 3,000 ms, p95 4,000 ms, max 4,000 ms (2 measured)",
            "start of a driver to the next commit of session: p50 5,000 ms, p95 5,000 ms, max 5,000 ms (1 measured)",
            "start of a driver to the next commit of every job: p50 5,000 ms, p95 5,000 ms, max 5,000 ms (1 measured)")
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
    assertThat(result(GOOD, false, kill(true)).summary())
        .endsWith("0 lost, 0 doubled; A CHECK DOES NOT HOLD");
  }

  @Test
  void namesFaultsForPeople() {
    assertThat(kill(true).fault().text())
        .isEqualTo("kill -9, 1.50 s after every job's first commit");
    assertThat(halt().fault().text()).isEqualTo("session: mid-parquet, hit 1, twice in a row");
  }
}
