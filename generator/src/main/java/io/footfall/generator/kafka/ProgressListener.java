package io.footfall.generator.kafka;

/** Told about five times a second by the sending thread, and once at the end; must be quick. */
@FunctionalInterface
public interface ProgressListener {
  /** Hears nothing. */
  ProgressListener NONE = progress -> {};

  void on(Progress progress);
}
