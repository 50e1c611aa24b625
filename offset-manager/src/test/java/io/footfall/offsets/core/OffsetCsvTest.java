package io.footfall.offsets.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.schema.core.error.FootfallException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OffsetCsvTest {
  private static final KafkaPartition P0 = new KafkaPartition("shop.events", 0);

  @Test
  void readsWhatKafkaWritesWhoseTopicMayBeQuoted() {
    assertThat(OffsetCsv.read("f", "\"shop.events\",0,17\r\nshop.events,1,0\n\n"))
        .isEqualTo(Map.of(P0, 17L, new KafkaPartition("shop.events", 1), 0L));
  }

  @Test
  void namesTheLineThatIsNone() {
    assertThatThrownBy(() -> OffsetCsv.read("o.csv", "shop.events,0,17\nshop.events,1\n"))
        .isInstanceOf(FootfallException.class)
        .hasMessageStartingWith("o.csv, line 2: it is not topic,partition,offset. Write lines");
    assertThatThrownBy(() -> OffsetCsv.read("o.csv", "shop.events,0,-1"))
        .hasMessageContaining("line 1");
    assertThatThrownBy(() -> OffsetCsv.read("o.csv", "shop.events,0,1\nshop.events,0,2"))
        .hasMessageContaining("line 2: shop.events-0 stands there twice");
    assertThatThrownBy(() -> OffsetCsv.read("o.csv", "\n"))
        .hasMessageContaining("no offsets in it");
  }

  @Test
  void namesAPartitionThatTheTopicDoesNotHave() {
    assertThatThrownBy(
            () ->
                OffsetCsv.requireOf(
                    "o.csv", Map.of(new KafkaPartition("other", 0), 1L), Set.of(P0)))
        .isInstanceOf(FootfallException.class)
        .hasMessageStartingWith("o.csv has an offset of other-0");
  }
}
