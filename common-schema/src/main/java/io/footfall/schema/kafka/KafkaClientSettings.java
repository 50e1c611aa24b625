package io.footfall.schema.kafka;

import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The names of Kafka's own client settings. */
public final class KafkaClientSettings {

  private KafkaClientSettings() {}

  /** Every setting that a consumer, a producer or an admin client of this Kafka version knows. */
  public static Set<String> names() {
    Set<String> names = new TreeSet<>(ConsumerConfig.configNames());
    names.addAll(ProducerConfig.configNames());
    names.addAll(AdminClientConfig.configNames());
    return names;
  }
}
