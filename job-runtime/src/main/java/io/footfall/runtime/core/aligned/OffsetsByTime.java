package io.footfall.runtime.core.aligned;

import io.footfall.offsets.core.KafkaPartition;
import java.util.Map;

/** Looks offsets up by time, as Kafka does. */
public interface OffsetsByTime {

  /**
   * The first offset of each partition whose record has this timestamp or a later one.
   *
   * @param millis milliseconds since the epoch, not negative
   * @return partitions that hold no such record are left out
   */
  Map<KafkaPartition, Long> firstAtOrAfter(long millis);
}
