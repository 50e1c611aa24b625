package io.footfall.localkafka;

import io.footfall.localkafka.BrokerMessage.Failed;
import io.footfall.schema.core.error.ErrorCategory;
import io.footfall.schema.core.error.FootfallException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Every error of this module that a person sees. */
final class LocalKafkaErrors {
  private LocalKafkaErrors() {}

  static FootfallException failed(Failed message, int port, Path dataDir, Path log) {
    return switch (message.failure()) {
      case PORT_IN_USE -> portInUse(port, null);
      case DATA_DIR_IN_USE -> dataDirInUse(dataDir, message.detail());
      case BAD_CONFIG ->
          new FootfallException(
              ErrorCategory.USER,
              "the broker refuses its configuration: " + message.detail(),
              "Correct or drop that --config setting");
      case OTHER ->
          new FootfallException(
              ErrorCategory.EXTERNAL,
              "the broker in %s did not start: %s".formatted(dataDir, message.detail()),
              "See " + log);
    };
  }

  static FootfallException portInUse(int port, IOException cause) {
    return new FootfallException(
        ErrorCategory.USER,
        "port %s is in use".formatted(port == 0 ? "(any free one)" : Integer.toString(port)),
        "Stop what listens on it, or choose another port (0 takes any free one)",
        cause);
  }

  private static FootfallException dataDirInUse(Path dataDir, String pid) {
    return new FootfallException(
        ErrorCategory.USER,
        "the data directory %s is in use by the broker with process id %s".formatted(dataDir, pid),
        "Stop that broker, or choose another data directory");
  }

  static FootfallException badPort(int port) {
    return new FootfallException(
        ErrorCategory.USER,
        "%d is no port number".formatted(port),
        "Choose one from 1 to 65535, or 0 for any free one");
  }

  static FootfallException dataDirUnusable(Path dataDir, IOException cause) {
    return new FootfallException(
        ErrorCategory.USER,
        "the data directory %s cannot be written: %s".formatted(dataDir, cause.getMessage()),
        "Choose a directory that can be created and written",
        cause);
  }

  static FootfallException librariesMissing(String what) {
    return new FootfallException(
        ErrorCategory.EXTERNAL,
        "the broker's libraries are not where the build found them: " + what,
        "Build again on this machine");
  }

  static FootfallException cannotRun(Path dataDir, IOException cause) {
    return new FootfallException(
        ErrorCategory.RESOURCE,
        "the broker's process for %s could not be started: %s"
            .formatted(dataDir, cause.getMessage()),
        "Check the memory and the process limits of this machine",
        cause);
  }

  static FootfallException ended(int exitCode, Path log) {
    return new FootfallException(
        ErrorCategory.EXTERNAL,
        "the broker ended with code %d before it was ready".formatted(exitCode),
        "See " + log);
  }

  static FootfallException notReady(Duration deadline, Path log) {
    return new FootfallException(
        ErrorCategory.EXTERNAL,
        "the broker was not ready within %d s".formatted(deadline.toSeconds()),
        "See " + log);
  }

  static FootfallException interrupted(InterruptedException cause) {
    return new FootfallException(
        ErrorCategory.EXTERNAL,
        "interrupted while the broker started or stopped",
        "Start again",
        cause);
  }
}
