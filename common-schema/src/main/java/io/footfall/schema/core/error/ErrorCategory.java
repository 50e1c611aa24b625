package io.footfall.schema.core.error;

/**
 * Who can mend an error. Drives the exit code, whether a restart is tried, and the metric label.
 */
public enum ErrorCategory {
  /** Wrong configuration, arguments or input: the caller changes something. Never retried. */
  USER(2, false),
  /** Something outside Footfall failed: broker, disk, object store. Retried. */
  EXTERNAL(1, true),
  /** A limit of the machine was reached: memory, disk space, ports. Retried. */
  RESOURCE(1, true),
  /** Stored state contradicts itself, or a defect of ours. Never retried. */
  INTERNAL(1, false);

  private final int exitCode;
  private final boolean retryable;

  ErrorCategory(int exitCode, boolean retryable) {
    this.exitCode = exitCode;
    this.retryable = retryable;
  }

  public int exitCode() {
    return exitCode;
  }

  public boolean retryable() {
    return retryable;
  }
}
