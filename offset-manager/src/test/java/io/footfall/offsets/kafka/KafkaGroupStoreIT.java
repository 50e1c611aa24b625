package io.footfall.offsets.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.footfall.localkafka.BrokerTools;
import io.footfall.localkafka.TestKafka;
import io.footfall.offsets.core.OffsetCsv;
import io.footfall.offsets.core.OffsetStore;
import io.footfall.offsets.core.OffsetStoreContract;
import io.footfall.offsets.core.Position;
import io.footfall.schema.core.error.ErrorCategory;
import io.footfall.schema.core.error.FootfallException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaGroupStoreIT extends OffsetStoreContract {
  private static TestKafka kafka;

  private final String group = "footfall-" + UUID.randomUUID();

  @BeforeAll
  static void startKafka() throws Exception {
    kafka = TestKafka.start();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 11, (short) 1))).all().get();
    }
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  @Override
  protected OffsetStore open(String job) {
    return open(group + "." + job, "default/" + job);
  }

  private static KafkaGroupStore open(String group, String owner) {
    return KafkaGroupStore.open(
        kafka.bootstrapServers(), Map.of(), group, TOPIC, owner, Duration.ofSeconds(20));
  }

  @Test
  void kafkasOwnCommandShowsItAndTakesItBack(@TempDir Path folder) throws Exception {
    try (KafkaGroupStore store = open(group, "default/ingest")) {
      store.write(Position.of(0, Map.of(P0, 17L, P1, 4L)));
      assertThat(
              BrokerTools.consumerGroups(kafka.bootstrapServers(), "--describe", "--group", group))
          .as("group, topic, partition, offset")
          .containsPattern(group + "\\s+shop.events\\s+0\\s+17\\s")
          .containsPattern(group + "\\s+shop.events\\s+1\\s+4\\s");

      Path csv = folder.resolve("offsets.csv");
      Files.writeString(csv, OffsetCsv.write(Map.of(P0, 0L, P1, 0L)));
      String answer =
          BrokerTools.consumerGroups(
              kafka.bootstrapServers(),
              "--reset-offsets",
              "--group",
              group,
              "--from-file",
              csv.toString(),
              "--execute");
      assertThat(store.read()).as(answer).contains(Position.of(0, Map.of(P0, 0L, P1, 0L)));
    }
  }

  @Test
  void takesOverWhatAPlainConsumerHasCommitted() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      TopicPartition partition = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(partition));
      consumer.commitSync(Map.of(partition, new OffsetAndMetadata(99)));
    }
    try (KafkaGroupStore store = open(group, "default/ingest")) {
      assertThat(store.read()).contains(Position.of(0, Map.of(P0, 99L)));
      store.write(Position.of(0, Map.of(P0, 7L)));
      assertThat(store.read()).contains(Position.of(0, Map.of(P0, 7L)));
    }
  }

  @Test
  void refusesAGroupThatSomebodyConsumesUnder() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer();
        KafkaGroupStore store = open(group, "default/ingest")) {
      consumer.subscribe(List.of(TOPIC));
      while (consumer.assignment().isEmpty()) {
        consumer.poll(Duration.ofMillis(100));
      }
      assertThat(store.activeMembers()).singleElement().asString().startsWith("somebody-else/");
      assertThatThrownBy(() -> store.write(Position.of(0, Map.of(P0, 7L))))
          .asInstanceOf(type(FootfallException.class))
          .satisfies(
              error -> {
                assertThat(error.category()).isEqualTo(ErrorCategory.USER);
                assertThat(error.problem())
                    .startsWith(
                        "Kafka group " + group + " is in use by somebody else (somebody-else/");
                assertThat(error.remedy()).contains("kafka.group.id");
              });
    }
  }

  @Test
  void refusesAGroupThatAnotherPipelinePublishesUnder() {
    try (KafkaGroupStore other = open(group, "other/ingest");
        KafkaGroupStore store = open(group, "default/ingest")) {
      other.write(Position.of(0, Map.of(P0, 7L)));
      assertThatThrownBy(() -> store.write(Position.of(0, Map.of(P0, 8L))))
          .isInstanceOf(FootfallException.class)
          .hasMessageContaining(
              "holds offsets that other/ingest has published, not default/ingest");
      assertThat(other.read()).contains(Position.of(0, Map.of(P0, 7L)));
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "group.id",
            group,
            "client.id",
            "somebody-else"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
