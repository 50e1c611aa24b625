package io.footfall.runtime.spark;

/** A job that goes on by itself until it ends or is told to. Thread-safe. */
public interface Supervised extends AutoCloseable {

  /** Asks it to end behind what it is doing; returns at once. */
  void stop();

  /**
   * Waits for the end.
   *
   * @throws io.footfall.schema.core.error.FootfallException when it has failed for good
   */
  default void awaitEnd() {
    awaitEnd(Long.MAX_VALUE);
  }

  /**
   * Waits for the end, but not for ever.
   *
   * @return true when it has ended
   * @throws io.footfall.schema.core.error.FootfallException when it has failed for good
   */
  boolean awaitEnd(long millis);

  /** Stops, and waits for it. What it failed of is {@link #awaitEnd}'s to tell. */
  @Override
  void close();
}
