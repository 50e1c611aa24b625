package io.footfall.cli.doctor;

import io.footfall.cli.doctor.TopicFacts.Settings;
import io.footfall.schema.core.config.KafkaConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Asks a broker, and writes nothing. Every call ends within seconds, by {@link TimeoutException} or
 * {@link ExecutionException} when the broker does not answer.
 */
final class BrokerProbe implements AutoCloseable {

  private static final int CALL_MILLIS = 5_000;
  private static final int CLOCK_READINGS = 3;

  private final Admin admin;
  private final Clock clock;

  /**
   * Connects at the first question only.
   *
   * @throws org.apache.kafka.common.KafkaException for options that no client can be made of
   */
  BrokerProbe(String bootstrapServers, KafkaConfig kafka, Clock clock) {
    Map<String, Object> options = new HashMap<>(kafka.clientOptions());
    options.keySet().retainAll(AdminClientConfig.configNames());
    options.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    options.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, CALL_MILLIS);
    options.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, CALL_MILLIS - 1_000);
    this.admin = Admin.create(options);
    this.clock = clock;
  }

  /** How many brokers the cluster has. */
  int brokers() throws ExecutionException, TimeoutException, InterruptedException {
    return await(admin.describeCluster().nodes()).size();
  }

  /** The topic; empty where there is none. */
  Optional<TopicFacts> topic(String name)
      throws ExecutionException, TimeoutException, InterruptedException {
    try {
      TopicDescription topic =
          await(admin.describeTopics(List.of(name)).topicNameValues().get(name));
      int withoutLeader =
          (int) topic.partitions().stream().filter(p -> noLeader(p.leader())).count();
      return Optional.of(
          new TopicFacts(name, topic.partitions().size(), withoutLeader, settings(name)));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static boolean noLeader(org.apache.kafka.common.Node leader) {
    return leader == null || leader.isEmpty();
  }

  private Optional<Settings> settings(String topic) throws TimeoutException, InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try {
      Config config = await(admin.describeConfigs(List.of(resource)).values().get(resource));
      long retention = Long.parseLong(config.get(TopicConfig.RETENTION_MS_CONFIG).value());
      return Optional.of(
          new Settings(
              config.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).value().equals("LogAppendTime"),
              retention < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(retention)),
              config
                  .get(TopicConfig.CLEANUP_POLICY_CONFIG)
                  .value()
                  .contains(TopicConfig.CLEANUP_POLICY_COMPACT)));
    } catch (ExecutionException e) {
      return Optional.empty(); // not permitted: reported as settings that may not be read
    }
  }

  /**
   * The clock of the KRaft controller, which gives its own time as its own last fetch; the best of
   * some readings. Empty where the cluster has none or does not tell.
   */
  Optional<ClockReading> clock() throws TimeoutException, InterruptedException {
    try {
      ClockReading best = null;
      for (int i = 0; i < CLOCK_READINGS; i++) {
        Instant before = clock.instant();
        QuorumInfo quorum = await(admin.describeMetadataQuorum().quorumInfo());
        Instant after = clock.instant();
        OptionalLong time = leaderTime(quorum);
        if (time.isEmpty()) {
          return Optional.empty();
        }
        Instant broker = Instant.ofEpochMilli(time.getAsLong());
        ClockReading reading = new ClockReading(before, broker, after);
        if (best == null || reading.roundTrip().compareTo(best.roundTrip()) < 0) {
          best = reading;
        }
      }
      return Optional.ofNullable(best);
    } catch (ExecutionException e) {
      return Optional.empty(); // ZooKeeper clusters and missing permission: judged by records
    }
  }

  private static OptionalLong leaderTime(QuorumInfo quorum) {
    return quorum.voters().stream()
        .filter(voter -> voter.replicaId() == quorum.leaderId())
        .map(QuorumInfo.ReplicaState::lastFetchTimestamp)
        .filter(OptionalLong::isPresent)
        .mapToLong(OptionalLong::getAsLong)
        .filter(millis -> millis > 0)
        .findFirst();
  }

  /** The largest timestamp of any record in the topic. */
  Optional<Instant> newestRecord(TopicFacts topic)
      throws ExecutionException, TimeoutException, InterruptedException {
    Map<TopicPartition, OffsetSpec> newest =
        IntStream.range(0, topic.partitions())
            .mapToObj(partition -> new TopicPartition(topic.name(), partition))
            .collect(Collectors.toMap(Function.identity(), p -> OffsetSpec.maxTimestamp()));
    Stream<Long> timestamps =
        await(admin.listOffsets(newest).all()).values().stream()
            .map(ListOffsetsResultInfo::timestamp);
    return timestamps
        .filter(millis -> millis >= 0)
        .max(Comparator.naturalOrder())
        .map(Instant::ofEpochMilli);
  }

  private static <T> T await(KafkaFuture<T> future)
      throws ExecutionException, TimeoutException, InterruptedException {
    return future.get(CALL_MILLIS + 1_000, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
