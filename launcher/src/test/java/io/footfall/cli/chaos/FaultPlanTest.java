package io.footfall.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.cli.chaos.Fault.Halt;
import io.footfall.cli.chaos.Fault.Kill;
import io.footfall.cli.chaos.Fault.Trouble;
import io.footfall.runtime.core.Failpoints;
import io.footfall.runtime.core.Failpoints.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

  @Test
  void isTheSameForASeed() {
    assertThat(FaultPlan.of(20, true, true, 7)).isEqualTo(FaultPlan.of(20, true, true, 7));
    assertThat(FaultPlan.of(20, true, true, 7)).isNotEqualTo(FaultPlan.of(20, true, true, 8));
  }

  @Test
  void killsFirstAndAtBothKindsOfMoments() {
    List<Fault> plan = FaultPlan.of(20, true, false, 42);
    assertThat(plan.subList(0, 20)).allMatch(Kill.class::isInstance);
    assertThat(plan.subList(0, 20))
        .extracting(fault -> ((Kill) fault).since())
        .hasSize(20)
        .contains(Fault.Since.START, Fault.Since.COMMIT);
    assertThat(plan.subList(20, plan.size())).allMatch(Halt.class::isInstance);
  }

  @Test
  void hitsEachFailpointOnceAndTwiceInARow() {
    List<Halt> halts = FaultPlan.of(0, true, false, 42).stream().map(Halt.class::cast).toList();
    assertThat(halts).hasSize(3 * Point.values().length);
    for (Point point : Point.values()) {
      assertThat(halts).filteredOn(halt -> halt.point() == point).hasSize(3);
    }
    for (int i = 0; i < halts.size(); i++) {
      if (halts.get(i).again()) {
        assertThat(halts.get(i - 1)).isEqualTo(new Halt(halts.get(i).point(), 1, false));
      }
    }
  }

  @Test
  void killsOnlyWhenAskedTo() {
    assertThat(FaultPlan.of(3, false, false, 42)).hasSize(3).allMatch(Kill.class::isInstance);
  }

  @Test
  void makesEachTroubleOnceAmongTheKills() {
    List<Fault> plan = FaultPlan.of(10, false, true, 42);
    assertThat(plan).filteredOn(Kill.class::isInstance).hasSize(10);
    assertThat(plan)
        .filteredOn(Trouble.class::isInstance)
        .extracting(fault -> ((Trouble) fault).kind())
        .containsExactlyInAnyOrder(Trouble.Kind.values());
  }

  @Test
  void settingsArmTheFailpoints() {
    Failpoints armed = Failpoints.of(new Halt(Point.BETWEEN_TABLE_COMMITS, 2, false).setting());
    assertThat(armed.isDue(Point.BETWEEN_TABLE_COMMITS)).isFalse();
    assertThat(armed.isDue(Point.BETWEEN_TABLE_COMMITS)).isTrue();
  }
}
