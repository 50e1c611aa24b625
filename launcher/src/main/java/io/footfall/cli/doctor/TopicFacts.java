package io.footfall.cli.doctor;

import java.time.Duration;
import java.util.Optional;

/**
 * What the broker says about a topic.
 *
 * @param withoutLeader how many partitions nobody can read now
 * @param settings empty where they may not be read
 */
record TopicFacts(String name, int partitions, int withoutLeader, Optional<Settings> settings) {

  /**
   * The topic's own settings.
   *
   * @param logAppendTime whether the broker stamps records, or their producers
   * @param retention how long records stay; empty for ever
   * @param compacted whether older records of a key are removed
   */
  record Settings(boolean logAppendTime, Optional<Duration> retention, boolean compacted) {}
}
