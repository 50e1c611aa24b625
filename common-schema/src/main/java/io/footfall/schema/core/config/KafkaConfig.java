package io.footfall.schema.core.config;

import java.util.Map;
import java.util.Optional;

/**
 * The {@code kafka.*} keys.
 *
 * @param bootstrapServers empty: the embedded broker is started
 * @param topic {@code kafka.topic.user}
 * @param groupId {@code kafka.group.id}: where offsets are published, never the source's group
 * @param clientOptions every other {@code kafka.*} key without the prefix, secrets included; {@code
 *     isolation.level} always present
 */
public record KafkaConfig(
    Optional<String> bootstrapServers,
    String topic,
    String groupId,
    Map<String, String> clientOptions) {

  public KafkaConfig {
    clientOptions = Map.copyOf(clientOptions);
  }

  /** Names the options, never their values. */
  @Override
  public String toString() {
    return "KafkaConfig[bootstrapServers=%s, topic=%s, groupId=%s, clientOptions=%s]"
        .formatted(bootstrapServers, topic, groupId, clientOptions.keySet());
  }
}
