package io.footfall.report.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.footfall.report.core.ReportErrors;
import io.footfall.report.core.replay.Again;
import io.footfall.report.core.replay.Origin;
import io.footfall.report.core.replay.ReplayTopic;
import io.footfall.schema.kafka.BootstrapServers;
import io.footfall.schema.kafka.KafkaErrors;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic written by one transactional producer per pipeline. */
public final class KafkaReplayTopic implements ReplayTopic {
  /** Header of a record sent again: {@code epoch/topic/partition/offset} of the first one. */
  public static final String ORIGIN = "footfall-origin";

  /** Header of a record sent again: 1 for the first time. */
  public static final String ATTEMPT = "footfall-attempt";

  private static final Duration POLL = Duration.ofMillis(500);

  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Consumer<byte[], byte[]> consumer;

  private KafkaReplayTopic(
      String topic, KafkaProducer<byte[], byte[]> producer, Consumer<byte[], byte[]> consumer) {
    this.topic = topic;
    this.producer = producer;
    this.consumer = consumer;
  }

  /**
   * Opens the topic.
   *
   * @param client security and other client settings
   * @throws io.footfall.schema.core.error.FootfallException when no broker answers
   */
  public static KafkaReplayTopic open(
      String servers, Map<String, String> client, String topic, String pipeline) {
    BootstrapServers.requireListener(servers);
    Map<String, Object> common = new HashMap<>(client);
    common.put("bootstrap.servers", servers);
    Map<String, Object> reading = new HashMap<>(common);
    reading.put("isolation.level", "read_committed");
    reading.put("enable.auto.commit", "false");
    Map<String, Object> writing = new HashMap<>(common);
    writing.remove("isolation.level");
    writing.put("transactional.id", "footfall-replay-" + pipeline);
    writing.put("acks", "all");
    try {
      KafkaProducer<byte[], byte[]> producer =
          new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer());
      try {
        producer.initTransactions();
        return new KafkaReplayTopic(
            topic,
            producer,
            new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
      } catch (KafkaException e) {
        producer.close(Duration.ZERO);
        throw e;
      }
    } catch (KafkaException e) {
      throw KafkaErrors.unreachable(servers, e);
    }
  }

  @Override
  public Map<Integer, Long> ends() {
    Map<Integer, Long> ends = new TreeMap<>();
    consumer
        .endOffsets(partitions())
        .forEach((partition, end) -> ends.put(partition.partition(), end));
    return ends;
  }

  @Override
  public void send(List<Again> records) {
    try {
      producer.beginTransaction();
      for (Again record : records) {
        ProducerRecord<byte[], byte[]> sent =
            new ProducerRecord<>(
                topic, null, record.timestampMillis(), record.key(), record.value());
        sent.headers()
            .add(ORIGIN, record.origin().text().getBytes(UTF_8))
            .add(ATTEMPT, Integer.toString(record.attempt()).getBytes(UTF_8));
        Future<RecordMetadata> unused = producer.send(sent); // the commit tells of failures
      }
      producer.commitTransaction();
    } catch (ProducerFencedException e) {
      throw ReportErrors.anotherReplay(e);
    } catch (KafkaException e) {
      throw ReportErrors.replayNotSent(topic, e);
    }
  }

  @Override
  public Set<Origin> sentSince(Map<Integer, Long> offsets) {
    List<TopicPartition> partitions = partitions();
    consumer.assign(partitions);
    Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
    partitions.forEach(
        partition ->
            consumer.seek(
                partition,
                Math.max(first.get(partition), offsets.getOrDefault(partition.partition(), 0L))));
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Set<Origin> found = new HashSet<>();
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        Header origin = record.headers().lastHeader(ORIGIN);
        if (origin != null) {
          Origin.parse(new String(origin.value(), UTF_8)).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  private List<TopicPartition> partitions() {
    List<PartitionInfo> partitions = consumer.partitionsFor(topic);
    return partitions.stream()
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .toList();
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    consumer.close();
  }
}
