package io.footfall.cli.chaos;

import io.footfall.localkafka.LocalKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The broker, as one that can be ill-treated. Its address stays the same. */
final class Broker implements AutoCloseable {
  private final Path folder;
  private LocalKafka kafka;

  private Broker(Path folder, LocalKafka kafka) {
    this.folder = folder;
    this.kafka = kafka;
  }

  static Broker start(Path folder) {
    return new Broker(folder, LocalKafka.start(LocalKafka.Options.in(folder)));
  }

  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /** kill -9, and a start on the same data after a while. */
  void killFor(Duration time) throws InterruptedException {
    signal("KILL");
    kafka.waitFor();
    TimeUnit.MILLISECONDS.sleep(time.toMillis());
    kafka = LocalKafka.start(LocalKafka.Options.in(folder).port(kafka.port()));
  }

  /** Stops all its work without closing a connection, as a long pause of its machine would. */
  void freezeFor(Duration time) throws InterruptedException {
    signal("STOP");
    try {
      TimeUnit.MILLISECONDS.sleep(time.toMillis());
    } finally {
      signal("CONT");
    }
  }

  private void signal(String name) throws InterruptedException {
    List<String> command = List.of("kill", "-" + name, Long.toString(kafka.pid()));
    try {
      int exitCode = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (exitCode != 0) {
        throw new IllegalStateException(command + " ended with " + exitCode);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kafka.close();
  }
}
