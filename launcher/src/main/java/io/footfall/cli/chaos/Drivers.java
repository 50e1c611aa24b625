package io.footfall.cli.chaos;

import io.footfall.cli.context.CliErrors;
import io.footfall.runtime.core.Failpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Starts {@code footfall run all} on one data folder, one driver after the other.
 *
 * @param jobs their names with commas between
 * @param log gets what they all say
 */
record Drivers(Path dataDir, String jobs, DriverClasses classes, Path log) {
  private static final Duration CATCH_UP = Duration.ofMinutes(15);

  /**
   * Starts one.
   *
   * @param failpoint the one to arm
   */
  Driver start(Optional<String> failpoint) {
    List<String> jvm = new ArrayList<>(classes.use());
    failpoint.ifPresent(point -> jvm.add("-D" + Failpoints.PROPERTY + "=" + point));
    return start(jvm, List.of());
  }

  /** Runs one to its end, so that the JVMs of those that follow start sooner. */
  void warmUp() throws InterruptedException {
    runToEnd(classes.keep());
  }

  /** Runs one until it has read all that the topic holds. */
  void catchUp() throws InterruptedException {
    runToEnd(classes.use());
  }

  private void runToEnd(List<String> jvm) throws InterruptedException {
    try (Driver driver = start(jvm, List.of("--available-now"))) {
      Optional<Integer> code = driver.exitWithin(CATCH_UP);
      if (!code.equals(Optional.of(0))) {
        throw CliErrors.driverFailed(
            code.map(value -> "exit code " + value).orElse("not ended in time"), log);
      }
    }
  }

  private Driver start(List<String> jvm, List<String> options) {
    List<String> arguments =
        new ArrayList<>(List.of("run", "all", "--jobs", jobs, "--data-dir", dataDir.toString()));
    arguments.addAll(options);
    return Driver.start(classes.classPath(), jvm, arguments, log);
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
