package io.footfall.schema.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.schema.core.config.ConfigLoader;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KafkaClientSettingsTest {

  @Test
  void knowsTheSettingsOfConsumersProducersAndAdmins() {
    assertThat(KafkaClientSettings.names())
        .contains("max.poll.records", "linger.ms", "security.protocol", "sasl.jaas.config");
  }

  @Test
  void misspeltSettingIsWarnedOf() {
    var loaded =
        ConfigLoader.load(
            Optional.empty(),
            Map.of("FOOTFALL_KAFKA_SECURITY_PROTOCOL", "SSL"),
            Map.of("kafka.max.pol.records", "5"),
            KafkaClientSettings.names());

    assertThat(loaded.warnings())
        .containsExactly(
            "kafka.max.pol.records (command line) is no setting of Kafka's clients; it is passed on as"
                + " it is; did you mean kafka.max.poll.records?");
  }
}
