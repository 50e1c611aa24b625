package io.footfall.cli.chaos;

import io.footfall.cli.context.CliErrors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Starts {@code footfall run all} on one data folder, one driver after the other.
 *
 * @param log gets what they all say
 */
record Drivers(Path dataDir, Path log) {
  private static final Duration CATCH_UP = Duration.ofMinutes(15);

  /**
   * Starts one.
   *
   * @param failpoint the one to arm
   */
  Driver start(Optional<String> failpoint) {
    return Driver.start(dataDir, failpoint, List.of(), log);
  }

  /** Runs one until it has read all that the topic holds. */
  void catchUp() throws InterruptedException {
    try (Driver driver = Driver.start(dataDir, Optional.empty(), List.of("--available-now"), log)) {
      Optional<Integer> code = driver.exitWithin(CATCH_UP);
      if (!code.equals(Optional.of(0))) {
        throw CliErrors.driverFailed(
            code.map(value -> "exit code " + value).orElse("not ended in time"), log);
      }
    }
  }

  /** Whether any of them has said this. */
  boolean said(String text) {
    try {
      return Files.readString(log).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
