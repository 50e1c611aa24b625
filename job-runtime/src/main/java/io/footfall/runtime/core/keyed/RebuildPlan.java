package io.footfall.runtime.core.keyed;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.offsets.core.RecordedOffsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * From where the events of a lost state are read (DESIGN section 5, point 6): from the topic, and
 * from {@code events} where the topic no longer reaches back.
 *
 * @param topic per partition what the topic gives, up to where the job stands
 * @param events per partition what {@code events} gives, before that; only where something is
 * @param missing what neither of them holds, one clause each; empty when the state can be rebuilt
 */
public record RebuildPlan(
    Map<KafkaPartition, OffsetRange> topic,
    Map<KafkaPartition, OffsetRange> events,
    List<String> missing) {
  public RebuildPlan {
    topic = Map.copyOf(topic);
    events = Map.copyOf(events);
    missing = List.copyOf(missing);
  }

  /**
   * Plans.
   *
   * @param job what the job has recorded: states depend on nothing else
   * @param held what the topic holds
   * @param since the first offset per partition whose record may be needed; partitions without such
   *     a record are left out
   * @param events what the table {@code events} has recorded
   */
  public static RebuildPlan of(
      RecordedOffsets job,
      Map<KafkaPartition, OffsetRange> held,
      Map<KafkaPartition, Long> since,
      RecordedOffsets events) {
    Map<KafkaPartition, OffsetRange> topic = new TreeMap<>();
    Map<KafkaPartition, OffsetRange> older = new TreeMap<>();
    List<String> missing = new ArrayList<>();
    new TreeMap<>(job.partitions())
        .forEach(
            (partition, range) -> {
              long oldest =
                  held.containsKey(partition) ? held.get(partition).from() : range.until();
              long first = since.getOrDefault(partition, range.until());
              long from = Math.min(Math.max(first, range.from()), range.until());
              topic.put(partition, new OffsetRange(from, range.until()));
              // A record before the first that is needed shows that none older is.
              if (oldest > range.from() && first <= oldest) {
                OffsetRange gone = new OffsetRange(range.from(), Math.min(oldest, range.until()));
                older.put(partition, gone);
                missing(partition, gone, events).ifPresent(missing::add);
              }
            });
    return new RebuildPlan(topic, older, missing);
  }

  private static Optional<String> missing(
      KafkaPartition partition, OffsetRange gone, RecordedOffsets events) {
    OffsetRange there = events.of(partition).orElse(new OffsetRange(0, 0));
    if (there.from() <= gone.from() && there.until() >= gone.until()) {
      return Optional.empty();
    }
    return Optional.of(
        "offsets %s of %s are gone from the topic, and table events accounts for %s"
            .formatted(gone, partition, there.isEmpty() ? "none of them" : there));
  }
}
