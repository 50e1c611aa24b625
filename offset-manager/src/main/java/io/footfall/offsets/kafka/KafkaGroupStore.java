package io.footfall.offsets.kafka;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetErrors;
import io.footfall.offsets.core.OffsetStore;
import io.footfall.offsets.core.Position;
import io.footfall.schema.core.error.FootfallException;
import io.footfall.schema.kafka.KafkaErrors;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/**
 * The committed offsets of a consumer group that has no members, as {@code kafka-consumer-groups}
 * and lag tools show them. Each offset's metadata names the owner and the source epoch; offsets
 * without are those of a plain consumer and are taken over, those of another owner are not.
 */
public final class KafkaGroupStore implements OffsetStore {
  private final String group;
  private final String topic;
  private final GroupMetadata owner;
  private final Duration deadline;
  private final Admin admin;

  private KafkaGroupStore(
      String group, String topic, GroupMetadata owner, Duration deadline, Admin admin) {
    this.group = group;
    this.topic = topic;
    this.owner = owner;
    this.deadline = deadline;
    this.admin = admin;
  }

  /**
   * Asks nothing yet.
   *
   * @param owner who publishes, such as {@code default/ingest}
   * @throws FootfallException when a client cannot be made of these settings
   */
  public static KafkaGroupStore open(
      String bootstrapServers,
      Map<String, String> clientOptions,
      String group,
      String topic,
      String owner,
      Duration deadline) {
    try {
      Admin admin = Admin.create(KafkaCalls.settings(bootstrapServers, clientOptions, deadline));
      return new KafkaGroupStore(group, topic, new GroupMetadata(owner), deadline, admin);
    } catch (KafkaException e) {
      throw KafkaErrors.badClientOption(e);
    }
  }

  @Override
  public String describe() {
    return "Kafka group " + group;
  }

  @Override
  public Optional<Position> read() {
    Map<TopicPartition, OffsetAndMetadata> committed = committed();
    int epoch =
        committed.values().stream()
            .mapToInt(each -> GroupMetadata.epoch(each.metadata()))
            .max()
            .orElse(0);
    SortedMap<KafkaPartition, Long> ends = new TreeMap<>();
    committed.forEach(
        (partition, offset) -> {
          if (GroupMetadata.epoch(offset.metadata()) == epoch) {
            ends.put(new KafkaPartition(topic, partition.partition()), offset.offset());
          }
        });
    return ends.isEmpty() ? Optional.empty() : Optional.of(new Position(epoch, ends));
  }

  @Override
  public void write(Position position) {
    Map<TopicPartition, OffsetAndMetadata> before = committed();
    before.values().stream()
        .map(each -> GroupMetadata.owner(each.metadata()))
        .flatMap(Optional::stream)
        .filter(other -> !other.equals(owner.owner()))
        .findFirst()
        .ifPresent(
            other -> {
              throw OffsetErrors.groupOfAnother(group, other, owner.owner());
            });
    Map<TopicPartition, OffsetAndMetadata> after = new HashMap<>();
    position
        .ends()
        .forEach(
            (partition, end) ->
                after.put(
                    new TopicPartition(partition.topic(), partition.number()),
                    new OffsetAndMetadata(end, owner.text(position.sourceEpoch()))));
    Set<TopicPartition> gone = new HashSet<>(before.keySet());
    gone.removeAll(after.keySet());
    try {
      KafkaCalls.await(admin.alterConsumerGroupOffsets(group, after).all(), deadline);
      if (!gone.isEmpty()) {
        KafkaCalls.await(admin.deleteConsumerGroupOffsets(group, gone).all(), deadline);
      }
    } catch (ExecutionException e) {
      throw isInUse(e.getCause())
          ? OffsetErrors.groupInUse(group, members(), e.getCause())
          : OffsetErrors.storeUnusable(describe(), e.getCause());
    }
  }

  /** Who consumes under the group's name, by client id and host; empty when nobody does. */
  public List<String> activeMembers() {
    try {
      Collection<MemberDescription> members =
          KafkaCalls.await(
                  admin.describeConsumerGroups(List.of(group)).describedGroups().get(group),
                  deadline)
              .members();
      return members.stream().map(each -> each.clientId() + each.host()).sorted().toList();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return List.of();
      }
      throw OffsetErrors.storeUnusable(describe(), e.getCause());
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }

  private Map<TopicPartition, OffsetAndMetadata> committed() {
    try {
      return KafkaCalls.await(
              admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(), deadline)
          .entrySet()
          .stream()
          .filter(entry -> entry.getKey().topic().equals(topic) && entry.getValue() != null)
          .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    } catch (ExecutionException e) {
      throw OffsetErrors.storeUnusable(describe(), e.getCause());
    }
  }

  private String members() {
    try {
      return String.join(", ", activeMembers());
    } catch (FootfallException e) {
      return "it does not say by whom";
    }
  }

  private static boolean isInUse(Throwable cause) {
    return cause instanceof UnknownMemberIdException
        || cause instanceof GroupNotEmptyException
        || cause instanceof FencedInstanceIdException;
  }
}
