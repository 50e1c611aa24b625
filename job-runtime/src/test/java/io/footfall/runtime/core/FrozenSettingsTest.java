package io.footfall.runtime.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.schema.core.error.FootfallException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FrozenSettingsTest {
  private static final FrozenSettings KEPT =
      new FrozenSettings(Map.of("gap", "10 minutes", "partitions", "2", "old", "x=y"));

  @Test
  void equalSettingsPass() {
    KEPT.require(FrozenSettings.parse(KEPT.render()), "/checkpoint");
  }

  @Test
  void namesEachDifferenceWithBothValuesAndTheWayOut() {
    FrozenSettings now =
        new FrozenSettings(Map.of("gap", "5 minutes", "partitions", "2", "new", "z"));
    assertThatThrownBy(() -> KEPT.require(now, "/checkpoint"))
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining(
            "the states in checkpoint /checkpoint were made with other settings: gap was 10 minutes"
                + " and is 5 minutes; new was not set and is z; old was x=y and is not set")
        .hasMessageContaining("Set them back; or move that folder away");
  }

  @Test
  void looksAtSomeOnly() {
    KEPT.only(Set.of("partitions"))
        .require(new FrozenSettings(Map.of("partitions", "2")), "/checkpoint");
  }

  @Test
  void isWrittenOnePerLine() {
    assertThat(KEPT.render()).isEqualTo("gap=10 minutes\nold=x=y\npartitions=2\n");
  }
}
