package io.footfall.cli.demo;

import io.footfall.generator.core.GeneratedRecord;

/**
 * One part of what the demo shows: what was sent, by a truth of its own, beside what the tables
 * hold. Opened before any job runs, so it can look at what an earlier demo left.
 */
public interface DemoSection {

  /** Such as {@code sessions}: its heading, and its key in the JSON. */
  String name();

  /**
   * A record of the warm-up, in the order of sending: it is in the tables too, before those that
   * count, and of the same users. Called by the sending thread: be quick.
   */
  default void warmUp(GeneratedRecord record) {}

  /** A record that counts, in the order of sending. Called by the sending thread: be quick. */
  default void sent(GeneratedRecord record) {}

  /** Compares; every job has committed all that was sent. */
  SectionResult compare(DemoRun run);
}
