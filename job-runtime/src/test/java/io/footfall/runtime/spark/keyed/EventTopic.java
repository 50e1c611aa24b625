package io.footfall.runtime.spark.keyed;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A new topic of a test; records carry the time of their event. */
record EventTopic(String bootstrapServers, String name) {

  /** One event. */
  record Event(int partition, String user, String type, Instant time) {
    static Event of(String user, Instant time) {
      return new Event(0, user, "view", time);
    }
  }

  static EventTopic create(String bootstrapServers, int partitions) {
    EventTopic topic = new EventTopic(bootstrapServers, "events-" + UUID.randomUUID());
    topic.admin(
        admin ->
            admin
                .createTopics(
                    List.of(
                        new NewTopic(topic.name, partitions, (short) 1)
                            .configs(Map.of("retention.ms", "-1"))))
                .all()
                .get());
    return topic;
  }

  void send(Event... events) throws Exception {
    send(List.of(events));
  }

  void send(List<Event> events) throws Exception {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "acks",
            "all",
            "compression.type",
            "lz4",
            "batch.size",
            256 << 10);
    String ids = UUID.randomUUID() + "-";
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Future<?>> sent = new ArrayList<>();
      for (Event event : events) {
        sent.add(producer.send(record(event, ids + sent.size())));
      }
      producer.flush();
      for (Future<?> each : sent) {
        each.get();
      }
    }
  }

  /** As retention would. */
  void deleteBefore(int partition, long offset) {
    admin(
        admin ->
            admin
                .deleteRecords(
                    Map.of(
                        new TopicPartition(name, partition), RecordsToDelete.beforeOffset(offset)))
                .all()
                .get());
  }

  private ProducerRecord<byte[], byte[]> record(Event event, String id) {
    String json =
        "{\"eventId\":\""
            + id
            + "\",\"userId\":\""
            + event.user()
            + "\",\"eventType\":\""
            + event.type()
            + "\",\"eventTime\":\""
            + event.time()
            + "\"}";
    return new ProducerRecord<>(
        name,
        event.partition(),
        event.time().toEpochMilli(),
        null,
        json.getBytes(StandardCharsets.UTF_8));
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
