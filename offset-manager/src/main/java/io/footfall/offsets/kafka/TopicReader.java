package io.footfall.offsets.kafka;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetErrors;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.schema.kafka.BootstrapServers;
import io.footfall.schema.kafka.KafkaErrors;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
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
   * @throws io.footfall.schema.core.error.FootfallException when nobody does, or when a client
   *     cannot be made of these settings
   */
  public static TopicReader connect(
      String bootstrapServers, Map<String, String> clientOptions, Duration deadline) {
    Map<String, Object> settings = new HashMap<>(clientOptions);
    settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) deadline.toMillis());
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) deadline.toMillis());
    BootstrapServers.requireListener(bootstrapServers);
    try {
      return new TopicReader(bootstrapServers, deadline, Admin.create(settings));
    } catch (KafkaException e) {
      throw KafkaErrors.badClientOption(e);
    }
  }

  /** Kafka's id of the topic: another one after the topic was deleted and made again. */
  public String topicId(String topic) {
    return describe(topic).topicId().toString();
  }

  /** The offsets that each partition holds and a {@code read_committed} reader may see. */
  public SortedMap<KafkaPartition, OffsetRange> ranges(String topic) {
    List<TopicPartition> partitions =
        describe(topic).partitions().stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    Map<TopicPartition, ListOffsetsResultInfo> earliest = list(partitions, OffsetSpec.earliest());
    Map<TopicPartition, ListOffsetsResultInfo> latest = list(partitions, OffsetSpec.latest());
    SortedMap<KafkaPartition, OffsetRange> ranges = new TreeMap<>();
    for (TopicPartition partition : partitions) {
      ranges.put(
          new KafkaPartition(topic, partition.partition()),
          new OffsetRange(earliest.get(partition).offset(), latest.get(partition).offset()));
    }
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
    Map<KafkaPartition, Long> firsts = new TreeMap<>();
    list(
            partitions.stream()
                .map(each -> new TopicPartition(each.topic(), each.number()))
                .toList(),
            OffsetSpec.forTimestamp(millis))
        .forEach(
            (partition, found) -> {
              if (found.offset() >= 0) {
                firsts.put(
                    new KafkaPartition(partition.topic(), partition.partition()), found.offset());
              }
            });
    return firsts;
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }

  private TopicDescription describe(String topic) {
    return await(admin.describeTopics(List.of(topic)).topicNameValues().get(topic), topic);
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

  private <T> T await(KafkaFuture<T> future, String topic) {
    try {
      return future.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw OffsetErrors.missingTopic(topic, bootstrapServers);
      }
      throw KafkaErrors.unreachable(bootstrapServers, e.getCause());
    } catch (TimeoutException e) {
      throw KafkaErrors.unreachable(bootstrapServers, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw KafkaErrors.unreachable(bootstrapServers, e);
    }
  }
}
