package io.footfall.offsets.kafka;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.schema.kafka.KafkaErrors;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The timestamps of single records. */
public final class RecordTimes {
  private static final Duration POLL = Duration.ofMillis(200);

  private RecordTimes() {}

  /**
   * The time of the first record at or behind each offset. Commits nothing and joins no group.
   *
   * @param offsets partitions that hold a record there; one that does not is left out
   * @param deadline how long to wait for all of them
   */
  public static SortedMap<KafkaPartition, Instant> at(
      String bootstrapServers,
      Map<String, String> clientOptions,
      Map<KafkaPartition, Long> offsets,
      Duration deadline) {
    SortedMap<KafkaPartition, Instant> times = new TreeMap<>();
    if (offsets.isEmpty()) {
      return times;
    }
    Map<String, Object> settings = KafkaCalls.settings(bootstrapServers, clientOptions, deadline);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      Map<TopicPartition, Long> wanted = new HashMap<>();
      offsets.forEach(
          (partition, offset) ->
              wanted.put(new TopicPartition(partition.topic(), partition.number()), offset));
      consumer.assign(wanted.keySet());
      wanted.forEach(consumer::seek);
      Set<TopicPartition> open = new HashSet<>(wanted.keySet());
      long until = System.nanoTime() + deadline.toNanos();
      while (!open.isEmpty() && System.nanoTime() < until) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          TopicPartition partition = new TopicPartition(record.topic(), record.partition());
          if (open.remove(partition)) {
            times.put(
                new KafkaPartition(record.topic(), record.partition()),
                Instant.ofEpochMilli(record.timestamp()));
          }
        }
        consumer.pause(
            wanted.keySet().stream().filter(partition -> !open.contains(partition)).toList());
      }
      return times;
    } catch (KafkaException e) {
      throw KafkaErrors.unreachable(bootstrapServers, e);
    }
  }
}
