package io.footfall.runtime.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.offsets.core.RecordedOffsets;
import io.footfall.schema.core.fuzz.FuzzMappings;
import io.footfall.schema.core.mapping.MappingSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MappingHistoryTest {
  private static final KafkaPartition P = new KafkaPartition("t", 0);
  private static final MappingSpec OLD = FuzzMappings.all().get("rich");
  private static final MappingSpec NEW = FuzzMappings.all().get("default");
  private static final MappingSpec OTHER = FuzzMappings.all().get("epoch");

  @Test
  void aBatchIsReadWithTheMappingItBeganWith() {
    MappingHistory history = new MappingHistory(Map.of(3L, OLD)).with(5, NEW);
    assertThat(history.of(4, recorded(10, 10))).isEqualTo(OLD);
    assertThat(history.of(5, recorded(10, 10))).isEqualTo(NEW);
    assertThat(history.of(1, recorded(10, 10))).isEqualTo(OLD);
  }

  @Test
  void aTableAheadOfTheAuthorityDecidesUntilTheAuthorityHasCaughtUp() {
    MappingHistory history = new MappingHistory(Map.of(0L, NEW)).finishing("events", OTHER);
    assertThat(history.of(0, recorded(10, 40))).isEqualTo(OTHER);
    assertThat(history.of(1, recorded(30, 40))).isEqualTo(OTHER);
    assertThat(history.of(2, recorded(40, 40))).isEqualTo(NEW);
    assertThat(history.of(3, recorded(50, 40))).isEqualTo(NEW);
    assertThat(
            history.of(0, Map.of("events", RecordedOffsets.none(0), "quarantine", offsets(0, 40))))
        .isEqualTo(OTHER);
  }

  private static Map<String, RecordedOffsets> recorded(long events, long quarantine) {
    return Map.of("events", offsets(0, events), "quarantine", offsets(0, quarantine));
  }

  private static RecordedOffsets offsets(long from, long until) {
    return new RecordedOffsets(0, Map.of(P, new OffsetRange(from, until)));
  }
}
