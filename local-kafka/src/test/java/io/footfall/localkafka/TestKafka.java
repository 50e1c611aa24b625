package io.footfall.localkafka;

import java.util.Map;

/**
 * A Kafka for tests, under one interface in two versions: the local process, and a container where
 * a Docker engine has or can pull the image. {@code -Dfootfall.test.kafka=local|container} forces
 * one; otherwise the local process is taken. Which one runs is printed.
 */
public interface TestKafka extends AutoCloseable {

  /** Forces a version: {@code local} or {@code container}. */
  String CHOICE = "footfall.test.kafka";

  static TestKafka start() {
    return start(Map.of());
  }

  /**
   * Starts one of the two.
   *
   * @param config broker settings over the defaults of {@link LocalKafka}
   */
  static TestKafka start(Map<String, String> config) {
    String choice = System.getProperty(CHOICE, "local");
    TestKafka kafka =
        switch (choice) {
          case "local" -> LocalTestKafka.start(config);
          case "container" ->
              ContainerTestKafka.start(config)
                  .orElseThrow(
                      () ->
                          new IllegalStateException(
                              "-D%s=container, but no Docker engine answers with the image %s"
                                  .formatted(CHOICE, ContainerTestKafka.IMAGE)));
          default -> throw new IllegalArgumentException("-D%s=%s".formatted(CHOICE, choice));
        };
    System.out.println("Kafka for this test: " + kafka.describe());
    return kafka;
  }

  String bootstrapServers();

  /** Which version this is and where it runs. */
  String describe();

  /** Stops all its work without closing a connection, as a long pause of its machine would. */
  void freeze();

  /** Ends {@link #freeze()}. */
  void thaw();

  /** Ends it at once, without any order, as a lost machine would. Its data stay. */
  void kill();

  /** Runs it again after {@link #kill()}, on the same address and data. */
  void restart();

  /** Stops it and removes its data. */
  @Override
  void close();
}
