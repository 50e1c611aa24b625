package io.footfall.ingest;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A new topic of a test. */
record Topic(String bootstrapServers, String name) {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  static Topic create(String bootstrapServers, int partitions) {
    Topic topic = new Topic(bootstrapServers, "events-" + UUID.randomUUID());
    topic.create(partitions);
    return topic;
  }

  void create(int partitions) {
    // Records carry the timestamp NOW, which retention would find old.
    NewTopic topic =
        new NewTopic(name, partitions, (short) 1).configs(Map.of("retention.ms", "-1"));
    admin(admin -> admin.createTopics(List.of(topic)).all().get());
  }

  void delete() {
    admin(admin -> admin.deleteTopics(List.of(name)).all().get());
  }

  /** As retention does. */
  void removeBefore(int partition, long offset) {
    admin(
        admin ->
            admin
                .deleteRecords(
                    Map.of(
                        new TopicPartition(name, partition), RecordsToDelete.beforeOffset(offset)))
                .all()
                .get());
  }

  void growTo(int partitions) {
    admin(
        admin ->
            admin.createPartitions(Map.of(name, NewPartitions.increaseTo(partitions))).all().get());
  }

  /** An event that is valid at {@link #NOW}. */
  static String event(String id) {
    return """
        {"eventId":"%s","userId":"u-%s","eventType":"order","eventTime":"%s","channel":"web",\
        "amount":"12.34","currency":"EUR","referrer":"mail"}"""
        .formatted(id, id, NOW);
  }

  void send(int partition, String... values) {
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
      send(producer, partition, values);
    }
  }

  void sendBytes(int partition, byte[] value) {
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
      await(producer.send(record(partition, value)));
    }
  }

  /** Sends in one transaction. */
  void sendTransaction(boolean commit, int partition, String... values) {
    try (KafkaProducer<byte[], byte[]> producer =
        producer(Map.of("transactional.id", UUID.randomUUID().toString()))) {
      producer.initTransactions();
      producer.beginTransaction();
      send(producer, partition, values);
      if (commit) {
        producer.commitTransaction();
      } else {
        producer.abortTransaction();
      }
    }
  }

  private void send(KafkaProducer<byte[], byte[]> producer, int partition, String... values) {
    List<Future<RecordMetadata>> sent =
        Stream.of(values)
            .map(value -> record(partition, value.getBytes(StandardCharsets.UTF_8)))
            .map(producer::send)
            .toList();
    producer.flush();
    sent.forEach(Topic::await);
  }

  private static void await(Future<RecordMetadata> sent) {
    try {
      sent.get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private ProducerRecord<byte[], byte[]> record(int partition, byte[] value) {
    return new ProducerRecord<>(name, partition, NOW.toEpochMilli(), null, value);
  }

  private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("acks", "all");
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private interface AdminCall {
    Object on(Admin admin) throws ExecutionException, InterruptedException;
  }

  private void admin(AdminCall call) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      call.on(admin);
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
