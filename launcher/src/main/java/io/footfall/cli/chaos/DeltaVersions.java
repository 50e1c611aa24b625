package io.footfall.cli.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks at a table on a local disk from outside: at the names and times of its log entries. */
final class DeltaVersions {
  private static final String SUFFIX = ".json";

  private final Path log;

  DeltaVersions(Path table) {
    this.log = table.resolve("_delta_log");
  }

  /** -1 while there is none. */
  long latest() {
    try (Stream<Path> entries = Files.list(log)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.matches("\\d{20}\\" + SUFFIX))
          .mapToLong(name -> Long.parseLong(name.substring(0, 20)))
          .max()
          .orElse(-1);
    } catch (NoSuchFileException e) {
      return -1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** When a version became visible; empty when there is no such entry. */
  Optional<Instant> time(long version) {
    try {
      return Optional.of(
          Files.getLastModifiedTime(log.resolve("%020d".formatted(version) + SUFFIX)).toInstant());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
