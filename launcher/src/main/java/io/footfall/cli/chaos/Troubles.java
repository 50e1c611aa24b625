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
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.network.util.JavaUtils;

/**
 * What happens around a driver.
 *
 * @param checkpoints the folder of a job's
 */
record Troubles(Broker broker, Shop shop, KafkaTarget target, UnaryOperator<String> checkpoints) {
  private static final Duration KILLED = Duration.ofSeconds(3);
  private static final Duration FROZEN = Duration.ofSeconds(5);

  /** Makes trouble; returns when it is over. */
  void make(Trouble trouble) throws InterruptedException {
    switch (trouble.kind()) {
      case CHECKPOINT_DELETED -> deleteCheckpoint(trouble);
      case BROKER_KILLED -> shop.during(() -> broker.killFor(KILLED));
      case BROKER_FROZEN -> shop.during(() -> broker.freezeFor(FROZEN));
      case DUPLICATE_PRODUCERS -> shop.sendFirstOnesAgain();
      case PARTITIONS_ADDED -> Topics.addPartition(target);
      default -> throw new IllegalArgumentException(trouble.name() + " is not around the driver");
    }
  }

  /** At once: what the job writes meanwhile is not half deleted, too. */
  void deleteCheckpoint(Trouble trouble) {
    Path folder = checkpoint(trouble);
    Path gone = folder.resolveSibling(folder.getFileName() + ".deleted");
    try {
      Files.move(folder, gone);
      JavaUtils.deleteRecursively(gone.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The newest file of the log that the trouble tears; empty before a job's first batch is in it.
   */
  Optional<Path> newest(Trouble trouble) {
    Path folder =
        checkpoint(trouble)
            .resolve(trouble.kind() == Trouble.Kind.OFFSETS_TORN ? "offsets" : "commits");
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("\\d+"))
          .max(Comparator.comparingLong(Troubles::number));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As a crash leaves a file whose end had not reached the disk. */
  void tear(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
      Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path checkpoint(Trouble trouble) {
    return Path.of(checkpoints.apply(trouble.ofJob().orElseThrow()));
  }

  private static long number(Path file) {
    return Long.parseLong(file.getFileName().toString());
  }
}
