package io.footfall.localkafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@link TestKafka} as a local process in a temporary data directory. */
final class LocalTestKafka implements TestKafka {
  private final Path dataDir;
  private final Map<String, String> config;
  private LocalKafka kafka;

  private LocalTestKafka(Path dataDir, Map<String, String> config, LocalKafka kafka) {
    this.dataDir = dataDir;
    this.config = config;
    this.kafka = kafka;
  }

  static TestKafka start(Map<String, String> config) {
    try {
      Path dataDir = Files.createTempDirectory("footfall-kafka-");
      LocalKafka kafka = LocalKafka.start(LocalKafka.Options.in(dataDir).config(config));
      return new LocalTestKafka(dataDir, config, kafka);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  @Override
  public String describe() {
    return "local process %d on %s, log %s"
        .formatted(kafka.pid(), kafka.bootstrapServers(), kafka.logFile());
  }

  @Override
  public void freeze() {
    signal("STOP");
  }

  @Override
  public void thaw() {
    signal("CONT");
  }

  @Override
  public void kill() {
    signal("KILL");
    waitForEnd();
  }

  @Override
  public void restart() {
    kafka = LocalKafka.start(LocalKafka.Options.in(dataDir).port(kafka.port()).config(config));
  }

  @Override
  public void close() {
    if (kafka.isAlive()) {
      thaw();
    }
    kafka.close();
    try (Stream<Path> files = Files.walk(dataDir)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void signal(String name) {
    List<String> command = List.of("kill", "-" + name, Long.toString(kafka.pid()));
    try {
      int exitCode = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (exitCode != 0) {
        throw new IllegalStateException(command + " ended with " + exitCode);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void waitForEnd() {
    try {
      kafka.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
