package io.footfall.cli.offsets;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.offsets.core.Standing;
import io.footfall.offsets.core.TopicIdentity;
import io.footfall.runtime.core.TableRecord;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a job stands, by every account there is, at about one moment.
 *
 * @param targets the names of the published copies, in the order of {@link Standing#published()}
 * @param problems what is wrong with more than one partition, a clause each
 */
public record OffsetFacts(
    TopicIdentity identity,
    TableRecord table,
    SortedMap<KafkaPartition, OffsetRange> held,
    SortedMap<KafkaPartition, Standing> partitions,
    List<String> targets,
    List<String> problems) {

  public OffsetFacts {
    held = new TreeMap<>(held);
    partitions = new TreeMap<>(partitions);
    targets = List.copyOf(targets);
    problems = List.copyOf(problems);
  }

  /** True when the table's offsets count in the topic that is there now. */
  public boolean isSameTopic() {
    return table
        .identity()
        .filter(recorded -> recorded.topic().equals(identity.topic()))
        .map(identity::equals)
        .orElse(true);
  }

  /** True when nothing contradicts anything. */
  public boolean agree() {
    return agreeSince(this);
  }

  /** As {@link #agree()}, where copies may lag behind what was recorded since {@code earlier}. */
  public boolean agreeSince(OffsetFacts earlier) {
    return problems.isEmpty()
        && partitions.entrySet().stream()
            .allMatch(
                each ->
                    each.getValue()
                        .disagreementsSince(
                            earlier.partitions.getOrDefault(each.getKey(), each.getValue()))
                        .isEmpty());
  }
}
