package io.footfall.runtime.core.aligned;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Sums and shares of ranges per partition. */
final class Offsets {
  private Offsets() {}

  static long count(Map<KafkaPartition, OffsetRange> ranges) {
    return ranges.values().stream().mapToLong(OffsetRange::size).sum();
  }

  static Map<KafkaPartition, OffsetRange> only(
      Map<KafkaPartition, OffsetRange> ranges, Collection<KafkaPartition> partitions) {
    Map<KafkaPartition, OffsetRange> some = new TreeMap<>(ranges);
    some.keySet().retainAll(partitions);
    return some;
  }

  /**
   * The ends that take {@code most} offsets at most, and at least one if there is one, from each
   * range in proportion to its size.
   *
   * @param most at least 1
   */
  static Map<KafkaPartition, Long> share(Map<KafkaPartition, OffsetRange> ranges, long most) {
    long total = count(ranges);
    Map<KafkaPartition, Long> ends = new TreeMap<>();
    long left = Math.min(most, total);
    for (Map.Entry<KafkaPartition, OffsetRange> each : ranges.entrySet()) {
      long size = each.getValue().size();
      long part = most >= total ? size : (long) ((double) size / total * most);
      long taken = Math.min(part, left);
      ends.put(each.getKey(), each.getValue().from() + taken);
      left -= taken;
    }
    for (Map.Entry<KafkaPartition, OffsetRange> each : ranges.entrySet()) { // what rounding left
      long more = Math.min(left, each.getValue().until() - ends.get(each.getKey()));
      ends.merge(each.getKey(), more, Long::sum);
      left -= more;
    }
    return ends;
  }
}
