package io.footfall.offsets.core;

import java.util.Optional;

/**
 * A place that holds where one job stands in one topic. One thread. Each call answers or fails
 * within seconds.
 */
public interface OffsetStore extends AutoCloseable {

  /** For people, such as {@code Kafka group footfall}. */
  String describe();

  /**
   * What it holds; empty when nothing was ever written.
   *
   * @throws io.footfall.schema.core.error.FootfallException when it cannot be asked
   */
  Optional<Position> read();

  /**
   * Replaces what it holds. A reader of the place sees all of it or nothing.
   *
   * @param position at least one partition
   * @throws io.footfall.schema.core.error.FootfallException when it cannot be written, or when
   *     somebody else uses the place
   */
  void write(Position position);

  @Override
  void close();
}
