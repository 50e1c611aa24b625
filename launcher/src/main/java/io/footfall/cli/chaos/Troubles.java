package io.footfall.cli.chaos;

import io.footfall.cli.chaos.Fault.Trouble;
import io.footfall.generator.kafka.KafkaTarget;
import io.footfall.generator.kafka.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.spark.network.util.JavaUtils;

/**
 * What happens around a driver.
 *
 * @param checkpoints the folder of all jobs' checkpoints
 * @param ingest the checkpoint of the ingest job
 */
record Troubles(Broker broker, Shop shop, KafkaTarget target, Path checkpoints, Path ingest) {
  private static final Duration KILLED = Duration.ofSeconds(3);
  private static final Duration FROZEN = Duration.ofSeconds(5);

  /** Makes trouble; returns when it is over. */
  void make(Trouble.Kind kind) throws InterruptedException {
    switch (kind) {
      case BROKER_KILLED -> shop.during(() -> broker.killFor(KILLED));
      case BROKER_FROZEN -> shop.during(() -> broker.freezeFor(FROZEN));
      case DUPLICATE_PRODUCERS -> shop.sendFirstOnesAgain();
      case PARTITIONS_ADDED -> Topics.addPartition(target);
      default -> throw new IllegalArgumentException(kind + " is not around the driver");
    }
  }

  void deleteCheckpoints() {
    try {
      JavaUtils.deleteRecursively(checkpoints.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As a crash leaves a file whose end had not reached the disk; the file. */
  String tearCheckpoint(Trouble.Kind kind) {
    Path folder = ingest.resolve(kind == Trouble.Kind.OFFSETS_TORN ? "offsets" : "commits");
    try (Stream<Path> files = Files.list(folder)) {
      Path newest =
          files
              .filter(file -> file.getFileName().toString().matches("\\d+"))
              .max(Comparator.comparingLong(Troubles::number))
              .orElseThrow();
      byte[] bytes = Files.readAllBytes(newest);
      Files.write(newest, Arrays.copyOf(bytes, bytes.length / 2));
      Files.deleteIfExists(newest.resolveSibling("." + newest.getFileName() + ".crc"));
      return newest.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long number(Path file) {
    return Long.parseLong(file.getFileName().toString());
  }
}
