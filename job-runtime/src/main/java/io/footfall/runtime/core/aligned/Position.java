package io.footfall.runtime.core.aligned;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where an instant stands in the partitions.
 *
 * @param taken per partition the backlog's records before the instant
 * @param count their number
 */
record Position(long millis, Map<KafkaPartition, OffsetRange> taken, long count) {

  static Position of(long millis, Map<KafkaPartition, OffsetRange> taken) {
    return new Position(millis, taken, Offsets.count(taken));
  }

  Position only(Collection<KafkaPartition> partitions) {
    return of(millis, Offsets.only(taken, partitions));
  }

  Map<KafkaPartition, Long> ends() {
    Map<KafkaPartition, Long> ends = new TreeMap<>();
    taken.forEach((partition, range) -> ends.put(partition, range.until()));
    return ends;
  }
}
