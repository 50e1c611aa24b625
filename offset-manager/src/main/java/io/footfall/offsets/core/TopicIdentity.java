package io.footfall.offsets.core;

/**
 * Which topic offsets count in. Offsets of another identity mean other records, also where topic
 * and number are the same.
 *
 * @param clusterId Kafka's id of the cluster; empty where it does not tell
 * @param topic its name
 * @param topicId Kafka's id of the topic: another one after it was deleted and made again
 */
public record TopicIdentity(String clusterId, String topic, String topicId) {

  /** For people. */
  public String describe() {
    return "topic %s with the id %s%s"
        .formatted(topic, topicId, clusterId.isEmpty() ? "" : " in cluster " + clusterId);
  }
}
