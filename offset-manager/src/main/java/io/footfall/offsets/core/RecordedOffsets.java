package io.footfall.offsets.core;

import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one table has recorded for one source epoch: per partition the range of offsets it accounts
 * for. Immutable.
 */
public record RecordedOffsets(int sourceEpoch, Map<KafkaPartition, OffsetRange> partitions)
    implements Serializable {
  public RecordedOffsets {
    partitions = Map.copyOf(partitions);
  }

  public static RecordedOffsets none(int sourceEpoch) {
    return new RecordedOffsets(sourceEpoch, Map.of());
  }

  public Optional<OffsetRange> of(KafkaPartition partition) {
    return Optional.ofNullable(partitions.get(partition));
  }

  /** The first offset not yet accounted for; empty for a partition never seen. */
  public Optional<Long> end(KafkaPartition partition) {
    return of(partition).map(OffsetRange::until);
  }

  /** True when these account for an offset that {@code other} does not. */
  public boolean isAheadOf(RecordedOffsets other) {
    return partitions.entrySet().stream()
        .anyMatch(
            entry ->
                other.end(entry.getKey()).orElse(entry.getValue().from())
                    < entry.getValue().until());
  }

  /** These offsets after a commit that accounts for {@code ranges}. */
  public RecordedOffsets advancedBy(Map<KafkaPartition, OffsetRange> ranges) {
    Map<KafkaPartition, OffsetRange> next = new TreeMap<>(partitions);
    ranges.forEach(
        (partition, range) ->
            next.merge(
                partition,
                range,
                (old, added) -> new OffsetRange(old.from(), Math.max(old.until(), added.until()))));
    return new RecordedOffsets(sourceEpoch, next);
  }
}
