package io.footfall.offsets.core;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a job stands: per partition the first offset that is not accounted for. Immutable.
 *
 * @param sourceEpoch offsets of another epoch cannot be compared with these
 */
public record Position(int sourceEpoch, SortedMap<KafkaPartition, Long> ends) {
  public Position {
    ends = Collections.unmodifiableSortedMap(new TreeMap<>(ends));
  }

  public static Position of(int sourceEpoch, Map<KafkaPartition, Long> ends) {
    return new Position(sourceEpoch, new TreeMap<>(ends));
  }

  /** The recorded ends. */
  public static Position of(RecordedOffsets recorded) {
    SortedMap<KafkaPartition, Long> ends = new TreeMap<>();
    recorded.partitions().forEach((partition, range) -> ends.put(partition, range.until()));
    return new Position(recorded.sourceEpoch(), ends);
  }

  public boolean isEmpty() {
    return ends.isEmpty();
  }

  /**
   * The later of two positions, partition by partition; a later epoch replaces all of an earlier
   * one. So a sequence of positions joined like this never goes back within an epoch.
   */
  public Position joinedWith(Position other) {
    if (other.sourceEpoch != sourceEpoch) {
      return other.sourceEpoch > sourceEpoch ? other : this;
    }
    SortedMap<KafkaPartition, Long> joined = new TreeMap<>(ends);
    other.ends.forEach((partition, end) -> joined.merge(partition, end, Math::max));
    return new Position(sourceEpoch, joined);
  }

  /** True when no partition stands behind {@code limit}, and none that it does not have. */
  public boolean isWithin(Position limit) {
    return sourceEpoch == limit.sourceEpoch
        ? ends.entrySet().stream()
            .allMatch(end -> end.getValue() <= limit.ends.getOrDefault(end.getKey(), -1L))
        : sourceEpoch < limit.sourceEpoch;
  }
}
