package io.footfall.ingest.core;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.offsets.core.RangeSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The offsets whose records a task got; and from all tasks, those that hold no record. */
public final class SeenOffsets {
  private final Map<KafkaPartition, RangeSet> finished = new TreeMap<>();
  private KafkaPartition partition;
  private long from;
  private long until;

  /** One record. Cheap where offsets of one partition follow each other. */
  public void add(KafkaPartition of, long offset) {
    if (of.equals(partition) && offset == until) {
      until++;
      return;
    }
    flush();
    partition = of;
    from = offset;
    until = offset + 1;
  }

  /** Ascending ranges per partition. */
  public Map<KafkaPartition, List<OffsetRange>> ranges() {
    flush();
    Map<KafkaPartition, List<OffsetRange>> ranges = new TreeMap<>();
    finished.forEach((of, set) -> ranges.put(of, set.ranges()));
    return ranges;
  }

  /**
   * The offsets of a batch that hold no record: transaction markers, aborted or compacted records.
   * Proven, since Spark's source fails rather than skip a record below its end offset ({@code
   * failOnDataLoss}).
   *
   * @param batch what the batch covers
   * @param seen what its tasks got, in any order
   */
  public static Map<KafkaPartition, List<OffsetRange>> gaps(
      Map<KafkaPartition, OffsetRange> batch, List<Map<KafkaPartition, List<OffsetRange>>> seen) {
    Map<KafkaPartition, RangeSet> all = new TreeMap<>();
    seen.forEach(
        ranges ->
            ranges.forEach(
                (of, list) -> list.forEach(all.computeIfAbsent(of, p -> new RangeSet())::add)));
    Map<KafkaPartition, List<OffsetRange>> gaps = new TreeMap<>();
    batch.forEach(
        (of, range) -> {
          List<OffsetRange> missing = all.getOrDefault(of, new RangeSet()).missingFrom(range);
          if (!missing.isEmpty()) {
            gaps.put(of, missing);
          }
        });
    return gaps;
  }

  private void flush() {
    if (partition != null) {
      finished.computeIfAbsent(partition, p -> new RangeSet()).add(new OffsetRange(from, until));
      partition = null;
    }
  }
}
