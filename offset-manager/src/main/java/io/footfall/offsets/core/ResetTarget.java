package io.footfall.offsets.core;

import java.util.Map;
import java.util.Optional;

/** Where a reset goes, in the words of {@code kafka-consumer-groups.sh --reset-offsets}. */
public interface ResetTarget {

  /**
   * What is wanted in one partition.
   *
   * @param current where the job stands; empty for a partition it never saw
   */
  long wanted(KafkaPartition partition, Optional<Long> current, OffsetRange held);

  /** The target in one partition, within what it holds. */
  default long in(KafkaPartition partition, Optional<Long> current, OffsetRange held) {
    return Math.max(held.from(), Math.min(wanted(partition, current, held), held.until()));
  }

  /** The first offset that the partition holds. */
  static ResetTarget toEarliest() {
    return (partition, current, held) -> held.from();
  }

  /** Behind the last offset that the partition holds. */
  static ResetTarget toLatest() {
    return (partition, current, held) -> held.until();
  }

  /** Where it stands, moved only as far as the partition no longer holds that. */
  static ResetTarget toCurrent() {
    return (partition, current, held) -> current.orElse(held.from());
  }

  /** A given offset. */
  static ResetTarget toOffset(long offset) {
    return (partition, current, held) -> offset;
  }

  /** So many offsets on, or back. */
  static ResetTarget shiftBy(long offsets) {
    return (partition, current, held) -> current.orElse(held.from()) + offsets;
  }

  /**
   * The first record of a time or later.
   *
   * @param found by the caller, who can ask the topic; a partition without such a record is left
   *     out
   */
  static ResetTarget toTime(Map<KafkaPartition, Long> found) {
    return (partition, current, held) -> found.getOrDefault(partition, held.until());
  }

  /** What a file says; partitions that it leaves out stay. */
  static ResetTarget fromFile(Map<KafkaPartition, Long> offsets) {
    return (partition, current, held) ->
        offsets.getOrDefault(partition, current.orElse(held.from()));
  }
}
