package io.footfall.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footfall.schema.core.event.BehaviorEvent;
import io.footfall.session.core.Sent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A new topic of a test, keyed by user. */
record Topic(String bootstrapServers, String name, int partitions) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Topic create(String bootstrapServers, int partitions) {
    Topic topic = new Topic(bootstrapServers, "events-" + UUID.randomUUID(), partitions);
    NewTopic settings =
        new NewTopic(topic.name, partitions, (short) 1).configs(Map.of("retention.ms", "-1"));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin.createTopics(List.of(settings)).all().get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return topic;
  }

  /**
   * Sends in this order.
   *
   * @return the same events with the offsets that they got
   */
  List<Sent> send(List<Sent> events) {
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers, "acks", "all");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Future<RecordMetadata>> pending = new ArrayList<>();
      for (Sent event : events) {
        pending.add(producer.send(record(event)));
      }
      producer.flush();
      List<Sent> landed = new ArrayList<>();
      for (int i = 0; i < events.size(); i++) {
        RecordMetadata where = pending.get(i).get();
        Sent event = events.get(i);
        landed.add(
            new Sent(
                event.user(),
                event.event(),
                where.partition(),
                where.offset(),
                event.kafkaMicros()));
      }
      return landed;
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private ProducerRecord<byte[], byte[]> record(Sent event) {
    int partition = Math.floorMod(event.user().hashCode(), partitions);
    byte[] key = event.user().getBytes(UTF_8);
    return new ProducerRecord<>(
        name, partition, event.kafkaMicros() / 1_000, key, json(event.event()));
  }

  private static byte[] json(BehaviorEvent event) {
    ObjectNode json = JSON.createObjectNode();
    json.put("eventId", event.eventId());
    json.put("userId", event.userId());
    json.put("eventType", event.eventType());
    json.put(
        "eventTime", Instant.EPOCH.plus(event.eventTimeMicros(), ChronoUnit.MICROS).toString());
    put(json, "page", event.page());
    put(json, "channel", event.channel());
    put(json, "device", event.device());
    put(json, "campaign", event.campaign());
    put(json, "currency", event.currency());
    if (event.amount() != null) {
      json.put("amount", event.amount().toPlainString());
    }
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void put(ObjectNode json, String name, String value) {
    if (value != null) {
      json.put(name, value);
    }
  }
}
