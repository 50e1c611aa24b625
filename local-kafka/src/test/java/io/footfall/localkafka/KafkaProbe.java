package io.footfall.localkafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What the tests here ask of a broker, with a client of its own version. */
final class KafkaProbe {
  private static final int DEADLINE_SECONDS = 30;

  private final String bootstrapServers;

  KafkaProbe(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  void createTopic(String name, int partitions) throws Exception {
    try (Admin admin = Admin.create(client())) {
      admin
          .createTopics(List.of(new NewTopic(name, Optional.of(partitions), Optional.empty())))
          .all()
          .get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }
  }

  void produce(String topic, String... values) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(client(), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (String value : values) {
        producer
            .send(new ProducerRecord<>(topic, value.getBytes(UTF_8)))
            .get(DEADLINE_SECONDS, TimeUnit.SECONDS);
      }
    }
  }

  /** Through a consumer group, so that the broker's own offsets topic is used as well. */
  List<String> consume(String topic, int count) {
    Map<String, Object> settings = client();
    settings.put("group.id", "probe-" + topic);
    settings.put("auto.offset.reset", "earliest");
    settings.put("enable.auto.commit", "false");
    List<String> values = new ArrayList<>();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(topic));
      while (values.size() < count && System.nanoTime() < deadline) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(record -> values.add(new String(record.value(), UTF_8)));
      }
    }
    return values;
  }

  private Map<String, Object> client() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrapServers);
    return settings;
  }
}
