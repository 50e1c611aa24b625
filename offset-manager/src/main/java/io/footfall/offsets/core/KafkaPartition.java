package io.footfall.offsets.core;

import java.io.Serializable;
import java.util.Comparator;

/** One partition of one topic. Ordered by topic, then number. */
public record KafkaPartition(String topic, int number)
    implements Serializable, Comparable<KafkaPartition> {
  private static final Comparator<KafkaPartition> ORDER =
      Comparator.comparing(KafkaPartition::topic).thenComparingInt(KafkaPartition::number);

  @Override
  public int compareTo(KafkaPartition other) {
    return ORDER.compare(this, other);
  }

  /** Kafka's usual way to write it: {@code topic-3}. */
  @Override
  public String toString() {
    return topic + "-" + number;
  }
}
