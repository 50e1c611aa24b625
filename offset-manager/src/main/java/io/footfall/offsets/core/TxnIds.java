package io.footfall.offsets.core;

import java.util.Optional;

/**
 * The application ids of a table's {@code txn} actions: what each commit records of the offsets
 * that the table accounts for. No part may hold a slash; pipeline names are checked by the
 * configuration, topic names by Kafka.
 *
 * @param pipeline {@code footfall.pipeline}
 * @param job the writing job, such as {@code ingest}
 * @param table the table's name
 */
public record TxnIds(String pipeline, String job, String table) {
  /** The mark under which {@link #basis} stands. */
  public static final String BASIS = "basis";

  private static final String FIRST = "first";
  private static final String IDENTITY = "identity";

  /** Version: the batch id that this streaming query committed last. */
  public String batch(String queryId) {
    return prefix() + queryId;
  }

  /** Version: the offset behind the last one that the table accounts for. */
  public String end(int sourceEpoch, KafkaPartition partition) {
    return prefix() + sourceEpoch + "/" + partition.topic() + "/" + partition.number();
  }

  /** Version: the first offset that the table accounts for. Written once. */
  public String first(int sourceEpoch, KafkaPartition partition) {
    return end(sourceEpoch, partition) + "/" + FIRST;
  }

  /** Version: always 1; the id itself says which topic the epoch's offsets count in. */
  public String identity(int sourceEpoch, TopicIdentity identity) {
    return prefix()
        + String.join(
            "/",
            Integer.toString(sourceEpoch),
            identity.topic(),
            IDENTITY,
            identity.clusterId(),
            identity.topicId());
  }

  /** What an application id says of a topic's identity; empty for any other id. */
  public Optional<ParsedIdentity> parseIdentity(String appId) {
    if (!appId.startsWith(prefix())) {
      return Optional.empty();
    }
    String[] parts = appId.substring(prefix().length()).split("/", -1);
    return parts.length == 5 && parts[2].equals(IDENTITY)
        ? Optional.of(
            new ParsedIdentity(
                Integer.parseInt(parts[0]), new TopicIdentity(parts[3], parts[1], parts[4])))
        : Optional.empty();
  }

  /** Version: the fingerprint of what the verdicts of the table's last commit depend on. */
  public String basis() {
    return prefix() + BASIS;
  }

  /**
   * Version: a number that a commit records beside the offsets.
   *
   * @param name without a slash, and no query id
   */
  public String mark(String name) {
    return prefix() + name;
  }

  /** The name of an application id that is not one of offsets; empty for those of other tables. */
  public Optional<String> markOf(String appId) {
    return appId.startsWith(prefix()) && appId.indexOf('/', prefix().length()) < 0
        ? Optional.of(appId.substring(prefix().length()))
        : Optional.empty();
  }

  /** What an application id says of offsets; empty for any other id. */
  public Optional<Parsed> parse(String appId) {
    if (!appId.startsWith(prefix())) {
      return Optional.empty();
    }
    String[] parts = appId.substring(prefix().length()).split("/", -1);
    boolean first = parts.length == 4 && parts[3].equals(FIRST);
    if (parts.length != 3 && !first) {
      return Optional.empty();
    }
    return Optional.of(
        new Parsed(
            Integer.parseInt(parts[0]),
            new KafkaPartition(parts[1], Integer.parseInt(parts[2])),
            first));
  }

  private String prefix() {
    return pipeline + "/" + job + "/" + table + "/";
  }

  /**
   * An offset entry.
   *
   * @param first true for the first offset, false for the end
   */
  public record Parsed(int sourceEpoch, KafkaPartition partition, boolean first) {}

  /** An identity entry. */
  public record ParsedIdentity(int sourceEpoch, TopicIdentity identity) {}
}
