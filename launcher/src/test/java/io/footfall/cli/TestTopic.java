package io.footfall.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.footfall.localkafka.TestKafka;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic of one test. */
record TestTopic(String bootstrapServers, String name) {

  static TestTopic create(TestKafka kafka, String name, int partitions) throws Exception {
    // Records of tests may be old: none is to be removed.
    NewTopic topic =
        new NewTopic(name, partitions, (short) 1).configs(Map.of("retention.ms", "-1"));
    try (Admin admin = admin(kafka.bootstrapServers())) {
      admin.createTopics(List.of(topic)).all().get();
    }
    return new TestTopic(kafka.bootstrapServers(), name);
  }

  /** Sends to partition 0. */
  void send(long timestampMillis, String... values)
      throws ExecutionException, InterruptedException {
    send(0, timestampMillis, values);
  }

  /** Sends to a partition, with the time of now. */
  void sendTo(int partition, String... values) throws ExecutionException, InterruptedException {
    send(partition, null, values);
  }

  private void send(int partition, Long timestampMillis, String... values)
      throws ExecutionException, InterruptedException {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (String value : values) {
        producer
            .send(
                new ProducerRecord<>(name, partition, timestampMillis, null, value.getBytes(UTF_8)))
            .get();
      }
    }
  }

  /** How many records partition 0 has got. */
  long size() throws ExecutionException, InterruptedException {
    TopicPartition partition = new TopicPartition(name, 0);
    try (Admin admin = admin(bootstrapServers)) {
      return admin
          .listOffsets(Map.of(partition, OffsetSpec.latest()))
          .partitionResult(partition)
          .get()
          .offset();
    }
  }

  private static Admin admin(String bootstrapServers) {
    return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }
}
