package io.footfall.bench.core;

import io.footfall.schema.core.error.ErrorCategory;
import io.footfall.schema.core.error.FootfallException;
import java.nio.file.Path;

/** The errors of this module that people see. */
public final class BenchErrors {

  private BenchErrors() {}

  /** An option out of its range. */
  public static FootfallException badOption(String option, Object value, String wanted) {
    return new FootfallException(
        ErrorCategory.USER,
        "--%s %s makes no sense here".formatted(option, value),
        "Give %s".formatted(wanted));
  }

  /** What was measured did not do its work. */
  public static FootfallException rowsDiffer(String what, String expected, long found) {
    return new FootfallException(
        ErrorCategory.INTERNAL,
        "%s left %,d rows where %s were due: its figures are void".formatted(what, found, expected),
        "This is a defect; report it with the command that shows it");
  }

  /** The folder for tables and broker. */
  public static FootfallException folderUnusable(Path folder, Throwable cause) {
    return new FootfallException(
        ErrorCategory.USER,
        "cannot work in %s (%s)".formatted(folder, cause.getMessage()),
        "Name another folder with --data-dir, on a local disk with room for the topic and tables",
        cause);
  }

  /** A query under measurement failed. */
  public static FootfallException failed(String what, Throwable cause) {
    return new FootfallException(
        ErrorCategory.EXTERNAL,
        "%s failed while it was measured (%s)".formatted(what, cause.getMessage()),
        "Run again with --verbose to see why",
        cause);
  }

  /** The thread was told to stop. */
  public static FootfallException interrupted(Throwable cause) {
    return new FootfallException(
        ErrorCategory.EXTERNAL, "the benchmark was interrupted", "Run it again", cause);
  }
}
