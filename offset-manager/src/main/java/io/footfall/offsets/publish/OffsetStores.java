package io.footfall.offsets.publish;

import io.footfall.offsets.core.OffsetStore;
import io.footfall.offsets.kafka.KafkaGroupStore;
import io.footfall.offsets.zookeeper.ZooKeeperStore;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.core.config.OffsetsConfig.Target;
import java.time.Duration;

/** The stores that the configuration names. */
public final class OffsetStores {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final String GROUP_AS_IT_IS = "ingest";

  private OffsetStores() {}

  /**
   * Opens.
   *
   * @param job such as {@code ingest}
   * @param bootstrapServers the configured broker, or the embedded one
   */
  public static OffsetStore open(
      Target target, FootfallConfig config, String job, String bootstrapServers) {
    return switch (target) {
      case KAFKA -> kafka(config, job, bootstrapServers);
      case ZOOKEEPER ->
          ZooKeeperStore.open(
              config.offsets().zookeeperConnect().orElseThrow(),
              config.offsets().zookeeperRoot(),
              config.pipeline(),
              job,
              config.kafka().topic());
    };
  }

  /** The consumer group of a job. */
  public static KafkaGroupStore kafka(FootfallConfig config, String job, String bootstrapServers) {
    return KafkaGroupStore.open(
        bootstrapServers,
        config.kafka().clientOptions(),
        group(config.kafka().groupId(), job),
        config.kafka().topic(),
        config.pipeline() + "/" + job,
        DEADLINE);
  }

  /** The configured group for ingest; the other jobs add their name. */
  public static String group(String configured, String job) {
    return job.equals(GROUP_AS_IT_IS) ? configured : configured + "." + job;
  }
}
