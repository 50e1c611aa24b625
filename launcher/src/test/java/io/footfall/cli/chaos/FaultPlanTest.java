package io.footfall.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.cli.chaos.Fault.Halt;
import io.footfall.cli.chaos.Fault.Kill;
import io.footfall.cli.chaos.Fault.Trouble;
import io.footfall.runtime.core.Failpoints;
import io.footfall.runtime.core.Failpoints.Point;
import io.footfall.schema.core.error.FootfallException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
  private static final List<String> JOBS = List.of("ingest", "session");

  private static List<Fault> plan(int kills, boolean failpoints, boolean troubles, long seed) {
    return new FaultPlan(kills, failpoints, troubles, JOBS, List.of(), seed).faults();
  }

  private static List<Fault> only(String... names) {
    return new FaultPlan(5, true, true, JOBS, List.of(names), 42).faults();
  }

  @Test
  void isTheSameForASeed() {
    assertThat(plan(20, true, true, 7)).isEqualTo(plan(20, true, true, 7));
    assertThat(plan(20, true, true, 7)).isNotEqualTo(plan(20, true, true, 8));
  }

  @Test
  void killsFirstAndAtBothKindsOfMoments() {
    List<Fault> plan = plan(20, true, false, 42);
    assertThat(plan.subList(0, 20)).allMatch(Kill.class::isInstance);
    assertThat(plan.subList(0, 20))
        .extracting(fault -> ((Kill) fault).since())
        .hasSize(20)
        .contains(Fault.Since.START, Fault.Since.COMMIT);
    assertThat(plan.subList(20, plan.size())).allMatch(Halt.class::isInstance);
  }

  @Test
  void hitsEachFailpointOfEachJobAndOfOneJobTwiceInARow() {
    List<Halt> halts = plan(0, true, false, 42).stream().map(Halt.class::cast).toList();
    assertThat(halts).hasSize((JOBS.size() + 2) * Point.values().length);
    for (Point point : Point.values()) {
      for (String job : JOBS) {
        assertThat(halts).anyMatch(halt -> halt.point() == point && halt.job().equals(job));
      }
      assertThat(halts).filteredOn(halt -> halt.point() == point && halt.again()).hasSize(1);
    }
    for (int i = 0; i < halts.size(); i++) {
      if (halts.get(i).again()) {
        assertThat(halts.get(i - 1))
            .isEqualTo(new Halt(halts.get(i).job(), halts.get(i).point(), 1, false));
      }
    }
  }

  @Test
  void killsOnlyWhenAskedTo() {
    assertThat(plan(3, false, false, 42)).hasSize(3).allMatch(Kill.class::isInstance);
  }

  @Test
  void makesEachTroubleAmongTheKillsAndThoseOfACheckpointForEachJob() {
    List<Fault> plan = plan(10, false, true, 42);
    assertThat(plan).filteredOn(Kill.class::isInstance).hasSize(10);
    assertThat(plan)
        .filteredOn(Trouble.class::isInstance)
        .extracting(fault -> fault.ofJob().map(job -> job + "/").orElse("") + fault.name())
        .containsExactlyInAnyOrder(
            "broker-killed",
            "broker-frozen",
            "ingest/checkpoint-deleted",
            "session/checkpoint-deleted",
            "ingest/offsets-torn",
            "session/offsets-torn",
            "ingest/commits-torn",
            "session/commits-torn",
            "duplicate-producers",
            "partitions-added");
  }

  @Test
  void keepsOnlyThoseThatAreNamed() {
    assertThat(only("kill")).hasSize(5).allMatch(Kill.class::isInstance);
    assertThat(only("broker-killed", "session/checkpoint-deleted"))
        .containsExactlyInAnyOrder(
            new Trouble(Trouble.Kind.BROKER_KILLED, Optional.empty()),
            new Trouble(Trouble.Kind.CHECKPOINT_DELETED, Optional.of("session")));
    assertThat(only("ingest/mid-publish"))
        .isNotEmpty()
        .allMatch(fault -> fault.name().equals("mid-publish"))
        .allMatch(fault -> fault.ofJob().equals(Optional.of("ingest")));
  }

  @Test
  void refusesAnOtherName() {
    assertThatThrownBy(() -> only("kill", "funnel/mid-publish"))
        .isInstanceOf(FootfallException.class)
        .hasMessageStartingWith("--only: no fault of this run is called funnel/mid-publish. ")
        .hasMessageContaining("broker-frozen, broker-killed")
        .hasMessageContaining("ingest, session");
  }

  @Test
  void settingsArmTheFailpoints() {
    String setting = new Halt("ingest", Point.BETWEEN_TABLE_COMMITS, 2, false).setting();
    Failpoints armed = Failpoints.of(setting, "ingest");
    assertThat(armed.isDue(Point.BETWEEN_TABLE_COMMITS)).isFalse();
    assertThat(armed.isDue(Point.BETWEEN_TABLE_COMMITS)).isTrue();
  }
}
