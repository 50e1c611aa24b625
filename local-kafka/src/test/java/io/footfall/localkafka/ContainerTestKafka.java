package io.footfall.localkafka;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** {@link TestKafka} in a container. */
final class ContainerTestKafka implements TestKafka {
  static final String IMAGE = "apache/kafka-native:3.9.1";
  private static final int ENGINE_DEADLINE_SECONDS = 15;
  private static final int PULL_DEADLINE_SECONDS = 90;

  private final KafkaContainer container;

  private ContainerTestKafka(KafkaContainer container) {
    this.container = container;
  }

  /** Empty, with the reason printed, where no engine answers or the image cannot be had in time. */
  static Optional<TestKafka> start(Map<String, String> config) {
    if (!within(
        ENGINE_DEADLINE_SECONDS, () -> DockerClientFactory.instance().isDockerAvailable())) {
      System.out.println("No Kafka container: no Docker engine answers");
      return Optional.empty();
    }
    if (!within(PULL_DEADLINE_SECONDS, ContainerTestKafka::haveImage)) {
      System.out.println("No Kafka container: cannot pull " + IMAGE);
      return Optional.empty();
    }
    KafkaContainer container = new KafkaContainer(IMAGE);
    container.withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
    container.withEnv("KAFKA_MESSAGE_MAX_BYTES", Integer.toString(4 << 20));
    config.forEach((key, value) -> container.withEnv(variable(key), value));
    container.start();
    return Optional.of(new ContainerTestKafka(container));
  }

  private static String variable(String key) {
    return "KAFKA_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
  }

  private static boolean haveImage() {
    DockerClient client = DockerClientFactory.lazyClient();
    try {
      client.inspectImageCmd(IMAGE).exec();
      return true;
    } catch (NotFoundException e) {
      return pulled(client);
    }
  }

  private static boolean pulled(DockerClient client) {
    try {
      return client
          .pullImageCmd(IMAGE)
          .start()
          .awaitCompletion(PULL_DEADLINE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean within(int seconds, BooleanSupplier question) {
    try {
      return CompletableFuture.supplyAsync(question::getAsBoolean).get(seconds, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      System.out.println("Docker: " + e.getCause());
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public String bootstrapServers() {
    return container.getBootstrapServers();
  }

  @Override
  public String describe() {
    return "container %s (%s) on %s"
        .formatted(container.getContainerId(), IMAGE, container.getBootstrapServers());
  }

  @Override
  public void freeze() {
    container.getDockerClient().pauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void thaw() {
    container.getDockerClient().unpauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void kill() {
    container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void restart() {
    throw new UnsupportedOperationException("A container comes back on another port");
  }

  @Override
  public void close() {
    container.stop();
  }
}
