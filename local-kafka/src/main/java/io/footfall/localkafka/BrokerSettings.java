package io.footfall.localkafka;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.server.config.AbstractKafkaConfig;

/** The broker's configuration: one node, both roles, loopback only. */
final class BrokerSettings {
  static final int NODE_ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  /** What makes it one node on this data directory: not for callers to change. */
  private static final Set<String> FIXED =
      Set.of(
          "process.roles",
          "node.id",
          "broker.id",
          "listeners",
          "advertised.listeners",
          "listener.security.protocol.map",
          "inter.broker.listener.name",
          "controller.listener.names",
          "controller.quorum.voters",
          "controller.quorum.bootstrap.servers",
          "log.dir",
          "log.dirs",
          "metadata.log.dir");

  private BrokerSettings() {}

  /**
   * @throws IllegalArgumentException for an override that is fixed here or no broker setting
   */
  static Properties of(Path logDir, int port, int controllerPort, Map<String, String> overrides) {
    overrides.keySet().forEach(BrokerSettings::requireOverridable);
    Properties settings = new Properties();
    settings.putAll(defaults());
    settings.putAll(overrides);
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE_ID));
    settings.put(
        "listeners",
        "CLIENT://127.0.0.1:%d,%s://127.0.0.1:%d"
            .formatted(port, CONTROLLER_LISTENER, controllerPort));
    settings.put("advertised.listeners", "CLIENT://127.0.0.1:" + port);
    settings.put("listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("inter.broker.listener.name", "CLIENT");
    settings.put("controller.listener.names", CONTROLLER_LISTENER);
    settings.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
    settings.put("log.dirs", logDir.toString());
    return settings;
  }

  private static Map<String, String> defaults() {
    return Map.ofEntries(
        Map.entry("auto.create.topics.enable", "false"),
        Map.entry("default.replication.factor", "1"),
        Map.entry("offsets.topic.replication.factor", "1"),
        Map.entry("offsets.topic.num.partitions", "1"),
        Map.entry("transaction.state.log.replication.factor", "1"),
        Map.entry("transaction.state.log.min.isr", "1"),
        Map.entry("transaction.state.log.num.partitions", "1"),
        Map.entry("group.initial.rebalance.delay.ms", "0"),
        // Room for what the event contract calls too large, so that it can be sent at all.
        Map.entry("message.max.bytes", Integer.toString(4 << 20)),
        Map.entry("controlled.shutdown.max.retries", "1"),
        Map.entry("log.index.size.max.bytes", Integer.toString(1 << 20)));
  }

  private static void requireOverridable(String key) {
    if (FIXED.contains(key)) {
      throw new IllegalArgumentException(key + " is set by the local broker itself");
    }
    if (!AbstractKafkaConfig.CONFIG_DEF.names().contains(key)
        && !key.startsWith("listener.name.")) {
      throw new IllegalArgumentException(key + " is no setting of a Kafka broker");
    }
  }
}
