package io.footfall.cli.run;

import io.footfall.cli.context.Invocation;
import io.footfall.generator.kafka.KafkaTarget;
import io.footfall.generator.kafka.Topics;
import io.footfall.localkafka.LocalKafka;
import io.footfall.schema.core.config.FootfallConfig;
import java.nio.file.Path;
import java.util.Optional;

/** The broker that a run talks to: the configured one, or the embedded one in the data folder. */
public final class LocalBroker implements AutoCloseable {
  private static final int PARTITIONS = 4;

  private final String bootstrapServers;
  private final Optional<LocalKafka> embedded;

  private LocalBroker(String bootstrapServers, Optional<LocalKafka> embedded) {
    this.bootstrapServers = bootstrapServers;
    this.embedded = embedded;
  }

  /** Starts the embedded broker, with its topic, where the configuration names none. */
  public static LocalBroker of(FootfallConfig config, Invocation invocation) {
    return config
        .kafka()
        .bootstrapServers()
        .map(servers -> new LocalBroker(servers, Optional.empty()))
        .orElseGet(() -> embedded(config, invocation));
  }

  private static LocalBroker embedded(FootfallConfig config, Invocation invocation) {
    Path data = LocalFolder.require(config, "the embedded Kafka");
    LocalKafka kafka =
        LocalKafka.start(LocalKafka.Options.in(data.resolve("kafka")).closeOnExit(false));
    LocalBroker broker = new LocalBroker(kafka.bootstrapServers(), Optional.of(kafka));
    try {
      Topics.ensureTopic(broker.target(config), PARTITIONS);
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
    invocation.say(
        "footfall: embedded Kafka listens on %s, topic %s"
            .formatted(kafka.bootstrapServers(), config.kafka().topic()));
    return broker;
  }

  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Where records for the configured topic go. */
  public KafkaTarget target(FootfallConfig config) {
    return new KafkaTarget(
        bootstrapServers, config.kafka().topic(), config.kafka().clientOptions());
  }

  @Override
  public void close() {
    embedded.ifPresent(LocalKafka::close);
  }
}
