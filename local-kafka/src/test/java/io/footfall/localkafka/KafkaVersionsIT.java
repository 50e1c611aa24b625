package io.footfall.localkafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KafkaVersionsIT {

  @Test
  void takesRecordsAsALocalProcess() throws Exception {
    try (TestKafka kafka = LocalTestKafka.start(Map.of())) {
      assertTakesRecords(kafka);
    }
  }

  @Test
  void takesRecordsAsAContainer() throws Exception {
    Optional<TestKafka> started = ContainerTestKafka.start(Map.of());
    assumeTrue(started.isPresent(), "no Docker engine with the image");
    try (TestKafka kafka = started.get()) {
      assertTakesRecords(kafka);
    }
  }

  @Test
  void keepsAcknowledgedRecordsWhenKilledAndGoesOnAfterAFreeze() throws Exception {
    try (TestKafka kafka = LocalTestKafka.start(Map.of())) {
      KafkaProbe probe = new KafkaProbe(kafka.bootstrapServers());
      probe.createTopic("events", 1);
      probe.produce("events", "before");

      kafka.kill();
      kafka.restart();
      kafka.freeze();
      kafka.thaw();

      probe.produce("events", "after");
      assertThat(probe.consume("events", 2)).containsExactly("before", "after");
    }
  }

  private static void assertTakesRecords(TestKafka kafka) throws Exception {
    System.out.println("Kafka for this test: " + kafka.describe());
    KafkaProbe probe = new KafkaProbe(kafka.bootstrapServers());
    probe.createTopic("events", 2);
    probe.produce("events", "one", "two");
    assertThat(probe.consume("events", 2)).containsExactlyInAnyOrder("one", "two");
  }
}
