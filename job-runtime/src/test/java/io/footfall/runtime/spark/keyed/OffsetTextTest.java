package io.footfall.runtime.spark.keyed;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.offsets.core.KafkaPartition;
import java.util.Map;
import org.apache.spark.sql.execution.streaming.SerializedOffset;
import org.junit.jupiter.api.Test;

class OffsetTextTest {
  private static final OffsetText TEXT =
      OffsetText.of(Map.of(new KafkaPartition("t", 0), 5L, new KafkaPartition("t", 1), 7L));

  @Test
  void isWrittenAsSparkDoes() {
    assertThat(TEXT.json()).isEqualTo("{\"t\":{\"0\":5,\"1\":7}}");
    assertThat(OffsetText.of(TEXT.json()).offsets()).isEqualTo(TEXT.offsets());
  }

  @Test
  void aPositionTakenAgainIsAnotherToSparkAndTheSameOffsets() {
    SerializedOffset logged = new SerializedOffset(TEXT.json());
    assertThat(logged).isEqualTo(OffsetText.of(TEXT.json()));
    OffsetText again = TEXT.again();
    assertThat(logged).isNotEqualTo(again);
    assertThat(again.offsets()).isEqualTo(TEXT.offsets());
    assertThat(new SerializedOffset(again.json())).isNotEqualTo(again.again());
    assertThat(again.again().json()).isEqualTo(TEXT.json());
  }
}
