package io.footfall.runtime.metrics;

/** Something that runs until it is closed. */
interface Part extends AutoCloseable {

  @Override
  void close();
}
