package io.footfall.generator.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Where records go.
 *
 * @param clientOptions Kafka client settings, security among them; those of other kinds of client
 *     are passed over
 */
public record KafkaTarget(String bootstrap, String topic, Map<String, String> clientOptions) {
  public KafkaTarget {
    clientOptions = Map.copyOf(clientOptions);
  }

  /** Names the options, never their values. */
  @Override
  public String toString() {
    return "KafkaTarget[bootstrap=%s, topic=%s, clientOptions=%s]"
        .formatted(bootstrap, topic, clientOptions.keySet());
  }

  /** The defaults, the caller's options over them that this kind of client knows, the address. */
  Map<String, Object> clientSettings(Map<String, Object> defaults, Set<String> known) {
    Map<String, Object> settings = new HashMap<>(defaults);
    clientOptions.forEach(
        (key, value) -> {
          if (known.contains(key)) {
            settings.put(key, value);
          }
        });
    settings.put("bootstrap.servers", bootstrap);
    return settings;
  }
}
