package io.footfall.runtime.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TopItemsTest {
  private final TopItems items = new TopItems();

  @Test
  void ordersByFrequencyThenName() {
    items.add("b", 2);
    items.add("a", 2);
    items.add("c", 3);
    items.add(null, 9);

    assertThat(items.top(2)).containsExactly(Map.entry("c", 3L), Map.entry("a", 2L));
  }

  @Test
  void keepsTheFrequentAmongVeryManyRareOnesInBoundedMemory() {
    for (int i = 0; i < 100_000; i++) {
      items.add("rare-" + i, 1);
      if (i % 100 == 0) {
        items.add("frequent", 1);
      }
    }

    assertThat(items.top(1)).containsOnlyKeys("frequent");
    assertThat(items.top(Integer.MAX_VALUE)).hasSizeLessThanOrEqualTo(4_097);
  }
}
