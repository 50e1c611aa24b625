package io.footfall.schema.core.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where the offsets that tables have recorded are published for people and tools.
 *
 * @param targets none twice; empty: nothing is published
 * @param interval least time between two writes to one target
 * @param heartbeat longest time without one
 * @param zookeeperConnect {@code host:port,...}; present where {@link Target#ZOOKEEPER} is a target
 * @param zookeeperRoot absolute path of the node above all of Footfall's
 */
public record OffsetsConfig(
    List<Target> targets,
    Duration interval,
    Duration heartbeat,
    Optional<String> zookeeperConnect,
    String zookeeperRoot) {

  /** {@code footfall.offsets.publish}. */
  public enum Target {
    /** The committed offsets of a consumer group. */
    KAFKA,
    /** Nodes under {@code footfall.offsets.zookeeper.root}. */
    ZOOKEEPER
  }

  public OffsetsConfig {
    targets = List.copyOf(targets);
  }
}
