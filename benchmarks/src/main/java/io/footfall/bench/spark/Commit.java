package io.footfall.bench.spark;

import io.footfall.bench.core.BenchErrors;
import io.footfall.bench.core.TableGrowth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A version of a table, as it was seen in the log.
 *
 * @param logBytes of the log's entry
 * @param files data files that it adds, those of compaction included
 */
record Commit(Instant seen, long logBytes, long files, long dataBytes) {

  /**
   * What a table on a local disk has grown by.
   *
   * @param from the first moment that counts
   * @param until the first that no longer counts
   */
  static TableGrowth growth(Path table, List<Commit> commits, Instant from, Instant until) {
    List<Commit> within =
        commits.stream().filter(commit -> isWithin(commit.seen(), from, until)).toList();
    return new TableGrowth(
        within.size(),
        within.stream().mapToLong(Commit::logBytes).sum()
            + checkpointBytes(table.resolve("_delta_log"), from, until),
        within.stream().mapToLong(Commit::files).sum(),
        within.stream().mapToLong(Commit::dataBytes).sum(),
        Duration.between(from, until));
  }

  private static long checkpointBytes(Path log, Instant from, Instant until) {
    if (!Files.exists(log)) {
      return 0;
    }
    long bytes = 0;
    try (Stream<Path> files = Files.list(log)) {
      for (Path file : files.filter(Commit::isCheckpoint).toList()) {
        if (isWithin(Files.getLastModifiedTime(file).toInstant(), from, until)) {
          bytes += Files.size(file);
        }
      }
    } catch (IOException e) {
      throw BenchErrors.folderUnusable(log, e);
    }
    return bytes;
  }

  private static boolean isCheckpoint(Path file) {
    return file.getFileName().toString().matches("\\d{20}\\.checkpoint.*\\.parquet");
  }

  private static boolean isWithin(Instant moment, Instant from, Instant until) {
    return !moment.isBefore(from) && moment.isBefore(until);
  }
}
