package io.footfall.runtime.spark.keyed;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.runtime.core.Batch;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InputEndTest {
  private static final KafkaPartition P = new KafkaPartition("t", 0);
  private static final KafkaPartition NEW = new KafkaPartition("t", 1);

  private final AtomicInteger ends = new AtomicInteger();

  @Test
  void isWhereTheFirstLookFoundIt() {
    InputEnd end = InputEnd.atFirstLook();
    assertThat(end.bound(Map.of(P, 10L))).isEqualTo(Map.of(P, 10L));
    assertThat(end.bound(Map.of(P, 20L, NEW, 5L))).isEqualTo(Map.of(P, 10L));
  }

  @Test
  void comesWithTheFirstIdleBatchThatStandsThere() {
    InputEnd end = InputEnd.atFirstLook();
    end.whenOver(ends::incrementAndGet);
    end.passed(batch(3, 3)); // run again after a restart, before the first look
    end.bound(Map.of(P, 10L));
    end.passed(batch(3, 3));
    end.passed(batch(3, 10));
    assertThat(ends).hasValue(0);
    end.passed(batch(10, 10));
    end.passed(batch(10, 10));
    assertThat(ends).hasValue(1);
  }

  @Test
  void isToldToOneWhoAsksTooLate() {
    InputEnd end = InputEnd.atFirstLook();
    end.bound(Map.of(P, 10L));
    end.passed(batch(10, 10));
    end.whenOver(ends::incrementAndGet);
    assertThat(ends).hasValue(1);
  }

  @Test
  void neverComesWithoutOne() {
    InputEnd end = InputEnd.none();
    end.whenOver(ends::incrementAndGet);
    assertThat(end.bound(Map.of(P, 10L))).isEqualTo(Map.of(P, 10L));
    assertThat(end.bound(Map.of(P, 20L))).isEqualTo(Map.of(P, 20L));
    end.passed(batch(20, 20));
    assertThat(ends).hasValue(0);
  }

  private static Batch batch(long from, long until) {
    return new Batch("query", 1, Map.of(P, new OffsetRange(from, until)), 1);
  }
}
