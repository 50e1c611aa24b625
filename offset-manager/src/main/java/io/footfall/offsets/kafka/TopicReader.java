package io.footfall.offsets.kafka;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetErrors;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.offsets.core.TopicIdentity;
import io.footfall.schema.core.error.FootfallException;
import io.footfall.schema.kafka.BootstrapServers;
import io.footfall.schema.kafka.KafkaErrors;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What a topic is and holds now. Every call answers or fails within the deadline. */
public final class TopicReader implements AutoCloseable {
  private final String bootstrapServers;
  private final Duration deadline;
  private final Admin admin;

  private TopicReader(String bootstrapServers, Duration deadline, Admin admin) {
    this.bootstrapServers = bootstrapServers;
    this.deadline = deadline;
    this.admin = admin;
  }

  /**
   * Finds out whether somebody listens, and asks nothing yet.
   *
   * @param clientOptions security and other client settings; those an admin client does not know
   *     are ignored by Kafka
   * @throws FootfallException when nobody does, or when a client cannot be made of these settings
   */
  public static TopicReader connect(
      String bootstrapServers, Map<String, String> clientOptions, Duration deadline) {
    BootstrapServers.requireListener(bootstrapServers);
    try {
      return new TopicReader(
          bootstrapServers,
          deadline,
          Admin.create(KafkaCalls.settings(bootstrapServers, clientOptions, deadline)));
    } catch (KafkaException e) {
      throw KafkaErrors.badClientOption(e);
    }
  }

  /** Which topic this is. */
  public TopicIdentity identity(String topic) {
    String cluster = await(admin.describeCluster().clusterId(), topic);
    return new TopicIdentity(
        cluster == null ? "" : cluster, topic, describe(topic).topicId().toString());
  }

  /** Kafka's id of the topic, when it has come: without waiting here. */
  public CompletableFuture<String> topicIdSoon(String topic) {
    return admin
        .describeTopics(List.of(topic))
        .topicNameValues()
        .get(topic)
        .thenApply(description -> description.topicId().toString())
        .toCompletionStage()
        .toCompletableFuture();
  }

  /** The offsets that each partition holds and a {@code read_committed} reader may see. */
  public SortedMap<KafkaPartition, OffsetRange> ranges(String topic) {
    Map<TopicPartition, ListOffsetsResultInfo> earliest = list(topic, OffsetSpec.earliest());
    Map<TopicPartition, ListOffsetsResultInfo> latest = list(topic, OffsetSpec.latest());
    SortedMap<KafkaPartition, OffsetRange> ranges = new TreeMap<>();
    earliest.forEach(
        (partition, first) ->
            ranges.put(
                of(partition),
                // What was removed since may reach beyond what may be seen.
                new OffsetRange(
                    first.offset(), Math.max(first.offset(), latest.get(partition).offset()))));
    return ranges;
  }

  /**
   * The first offset of each partition whose record has this timestamp or a later one. Partitions
   * that hold no such record are left out.
   *
   * @param millis milliseconds since the epoch, not negative
   */
  public Map<KafkaPartition, Long> firstAtOrAfter(
      Collection<KafkaPartition> partitions, long millis) {
    return firsts(
        list(
            partitions.stream()
                .map(each -> new TopicPartition(each.topic(), each.number()))
                .toList(),
            OffsetSpec.forTimestamp(millis)));
  }

  /** As {@link #firstAtOrAfter}, of all partitions. */
  public SortedMap<KafkaPartition, Long> offsetsAt(String topic, Instant time) {
    return firsts(list(topic, OffsetSpec.forTimestamp(time.toEpochMilli())));
  }

  private static SortedMap<KafkaPartition, Long> firsts(
      Map<TopicPartition, ListOffsetsResultInfo> found) {
    SortedMap<KafkaPartition, Long> firsts = new TreeMap<>();
    found.forEach(
        (partition, each) -> {
          if (each.offset() >= 0) {
            firsts.put(of(partition), each.offset());
          }
        });
    return firsts;
  }

  /** The largest timestamp of any record in each partition; none where there is no record. */
  public SortedMap<KafkaPartition, Instant> newest(String topic) {
    SortedMap<KafkaPartition, Instant> newest = new TreeMap<>();
    list(topic, OffsetSpec.maxTimestamp())
        .forEach(
            (partition, found) -> time(found).ifPresent(each -> newest.put(of(partition), each)));
    return newest;
  }

  private static Optional<Instant> time(ListOffsetsResultInfo found) {
    return found.timestamp() < 0
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(found.timestamp()));
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }

  private TopicDescription describe(String topic) {
    return await(admin.describeTopics(List.of(topic)).topicNameValues().get(topic), topic);
  }

  private Map<TopicPartition, ListOffsetsResultInfo> list(String topic, OffsetSpec spec) {
    return list(
        describe(topic).partitions().stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList(),
        spec);
  }

  private Map<TopicPartition, ListOffsetsResultInfo> list(
      List<TopicPartition> partitions, OffsetSpec spec) {
    return await(
        admin
            .listOffsets(
                partitions.stream().collect(Collectors.toMap(Function.identity(), p -> spec)),
                new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
            .all(),
        partitions.get(0).topic());
  }

  private static KafkaPartition of(TopicPartition partition) {
    return new KafkaPartition(partition.topic(), partition.partition());
  }

  private <T> T await(KafkaFuture<T> future, String topic) {
    try {
      return KafkaCalls.await(future, deadline);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw OffsetErrors.missingTopic(topic, bootstrapServers);
      }
      throw KafkaErrors.unreachable(bootstrapServers, e.getCause());
    }
  }
}
