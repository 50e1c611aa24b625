package io.footfall.generator.kafka;

/** What a partition acknowledged: {@code count} records from the first to the last offset. */
public record PartitionAck(long count, long firstOffset, long lastOffset) {
  static PartitionAck of(long offset) {
    return new PartitionAck(1, offset, offset);
  }

  PartitionAck and(PartitionAck other) {
    return new PartitionAck(
        count + other.count,
        Math.min(firstOffset, other.firstOffset),
        Math.max(lastOffset, other.lastOffset));
  }
}
