package io.footfall.runtime.core.keyed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WatermarkFloorTest {
  private static final WatermarkFloor NONE = new WatermarkFloor(WatermarkFloor.NONE);

  @Test
  void sparksZeroIsNoWatermark() {
    assertThat(NONE.at(0, 5)).isEqualTo(new BatchTime(Long.MIN_VALUE, 5_000));
    assertThat(NONE.at(7, 5)).isEqualTo(new BatchTime(7_000, 5_000));
  }

  @Test
  void theWatermarkDoesNotFallBelowTheFloor() {
    WatermarkFloor floor = new WatermarkFloor(100);
    assertThat(floor.at(0, 5).watermarkMicros()).isEqualTo(100_000);
    assertThat(floor.at(99, 5).watermarkMicros()).isEqualTo(100_000);
    assertThat(floor.at(101, 5).watermarkMicros()).isEqualTo(101_000);
  }

  @Test
  void marksHoldAWatermarkOnceThereIsOne() {
    assertThat(KeyedMarks.of(3, WatermarkFloor.NONE, Long.MIN_VALUE))
        .isEqualTo(Map.of("generation", 3L));
    assertThat(KeyedMarks.of(3, 9, 12_000))
        .isEqualTo(Map.of("generation", 3L, "watermark", 9L, "latest", 12_000L));
  }
}
