package io.footfall.cli.run;

import io.footfall.cli.context.CliErrors;
import io.footfall.cli.context.Invocation;
import io.footfall.generator.kafka.KafkaTarget;
import io.footfall.generator.kafka.Topics;
import io.footfall.localkafka.LocalKafka;
import io.footfall.schema.core.config.FootfallConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The broker that a run talks to: the configured one, or the embedded one in the data folder. */
public final class LocalBroker implements AutoCloseable {
  private static final int PARTITIONS = 4;

  private final CompletableFuture<Running> running;

  private record Running(String bootstrapServers, Optional<LocalKafka> embedded) {}

  private LocalBroker(CompletableFuture<Running> running) {
    this.running = running;
  }

  /**
   * Where the configuration names none, begins to start the embedded broker, with its topic, and
   * returns: Spark can start meanwhile.
   *
   * @throws io.footfall.schema.core.error.FootfallException category USER, when the data folder is
   *     not of this machine
   */
  public static LocalBroker of(FootfallConfig config, Invocation invocation) {
    Optional<String> configured = config.kafka().bootstrapServers();
    if (configured.isPresent()) {
      return new LocalBroker(
          CompletableFuture.completedFuture(new Running(configured.get(), Optional.empty())));
    }
    Path data = LocalFolder.require(config, "the embedded Kafka");
    return new LocalBroker(
        CompletableFuture.supplyAsync(
            () -> embedded(data, config, invocation),
            task -> new Thread(task, "embedded-kafka").start()));
  }

  /**
   * For a command that only looks: the embedded broker may run already, for another process.
   *
   * @throws io.footfall.schema.core.error.FootfallException category USER, when there is none
   */
  public static LocalBroker ofLooking(FootfallConfig config, Invocation invocation) {
    if (config.kafka().bootstrapServers().isEmpty()) {
      Path kafka = LocalFolder.require(config, "the embedded Kafka").resolve("kafka");
      Optional<String> running = LocalKafka.addressOfRunning(kafka);
      if (running.isPresent()) {
        return new LocalBroker(
            CompletableFuture.completedFuture(new Running(running.get(), Optional.empty())));
      }
      if (!Files.isDirectory(kafka)) {
        throw CliErrors.noBrokerToLookAt(config.dataDir());
      }
    }
    return of(config, invocation);
  }

  private static Running embedded(Path data, FootfallConfig config, Invocation invocation) {
    LocalKafka kafka =
        LocalKafka.start(LocalKafka.Options.in(data.resolve("kafka")).closeOnExit(false));
    try {
      Topics.ensureTopic(target(kafka.bootstrapServers(), config), PARTITIONS);
    } catch (RuntimeException e) {
      kafka.close();
      throw e;
    }
    invocation.say(
        "footfall: embedded Kafka listens on %s, topic %s"
            .formatted(kafka.bootstrapServers(), config.kafka().topic()));
    return new Running(kafka.bootstrapServers(), Optional.of(kafka));
  }

  /**
   * Where it listens, once it does.
   *
   * @throws io.footfall.schema.core.error.FootfallException when the embedded broker did not start
   */
  public String bootstrapServers() {
    try {
      return running.join().bootstrapServers();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }

  /** Where records for the configured topic go. */
  public KafkaTarget target(FootfallConfig config) {
    return target(bootstrapServers(), config);
  }

  private static KafkaTarget target(String bootstrapServers, FootfallConfig config) {
    return new KafkaTarget(
        bootstrapServers, config.kafka().topic(), config.kafka().clientOptions());
  }

  /** Ends the embedded broker, also one that is still starting. */
  @Override
  public void close() {
    running
        .handle((broker, failure) -> Optional.ofNullable(broker).flatMap(Running::embedded))
        .join()
        .ifPresent(LocalKafka::close);
  }
}
