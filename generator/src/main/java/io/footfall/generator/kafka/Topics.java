package io.footfall.generator.kafka;

import io.footfall.generator.core.GeneratorErrors;
import io.footfall.schema.core.error.FootfallException;
import io.footfall.schema.kafka.BootstrapServers;
import io.footfall.schema.kafka.KafkaErrors;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks after the topic before anything is sent. */
public final class Topics {
  private static final int ANSWER_MS = 6_000;
  private static final int POLL_MS = 20;

  private Topics() {}

  /**
   * Creates the target's topic with the broker's default replication, if it does not exist, and
   * waits until it can be written.
   *
   * @return true when it was created; an existing one stays as it is
   * @throws io.footfall.schema.core.error.FootfallException when no broker answers within 10 s
   */
  public static boolean ensureTopic(KafkaTarget target, int partitions) {
    try (Admin admin = connect(target)) {
      NewTopic topic = new NewTopic(target.topic(), Optional.of(partitions), Optional.empty());
      admin.createTopics(List.of(topic)).all().get();
      awaitVisible(admin, target);
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return false;
      }
      throw failed(target, e.getCause());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * Answers how many partitions the topic has.
   *
   * @throws io.footfall.schema.core.error.FootfallException when there is no such topic, or no
   *     broker answers within 10 s
   */
  public static int requireTopic(KafkaTarget target) {
    try (Admin admin = connect(target)) {
      return partitions(admin, target);
    } catch (ExecutionException e) {
      throw failed(target, e.getCause());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * Gives the target's topic one partition more.
   *
   * @throws io.footfall.schema.core.error.FootfallException when there is no such topic, or no
   *     broker answers within 10 s
   */
  public static void addPartition(KafkaTarget target) {
    try (Admin admin = connect(target)) {
      admin
          .createPartitions(
              Map.of(target.topic(), NewPartitions.increaseTo(partitions(admin, target) + 1)))
          .all()
          .get();
    } catch (ExecutionException e) {
      throw failed(target, e.getCause());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static int partitions(Admin admin, KafkaTarget target)
      throws ExecutionException, InterruptedException {
    return admin
        .describeTopics(Set.of(target.topic()))
        .allTopicNames()
        .get()
        .get(target.topic())
        .partitions()
        .size();
  }

  /** The controller creates; the brokers learn of it a moment later. */
  private static void awaitVisible(Admin admin, KafkaTarget target)
      throws ExecutionException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ANSWER_MS);
    while (true) {
      try {
        partitions(admin, target);
        return;
      } catch (ExecutionException e) {
        boolean unknown = e.getCause() instanceof UnknownTopicOrPartitionException;
        if (!unknown || System.nanoTime() > deadline) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MS);
      }
    }
  }

  private static FootfallException failed(KafkaTarget target, Throwable cause) {
    if (cause instanceof UnknownTopicOrPartitionException) {
      return GeneratorErrors.missingTopic(target.topic(), target.bootstrap());
    }
    return cause instanceof TimeoutException
        ? KafkaErrors.unreachable(target.bootstrap(), cause)
        : GeneratorErrors.refused(target.topic(), target.bootstrap(), cause);
  }

  private static RuntimeException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return GeneratorErrors.interrupted(e);
  }

  private static Admin connect(KafkaTarget target) {
    BootstrapServers.requireListener(target.bootstrap());
    Map<String, Object> defaults =
        Map.of("default.api.timeout.ms", ANSWER_MS, "request.timeout.ms", ANSWER_MS / 2);
    Set<String> known = new HashSet<>(AdminClientConfig.configNames());
    known.removeAll(defaults.keySet());
    try {
      return Admin.create(target.clientSettings(defaults, known));
    } catch (KafkaException e) {
      throw KafkaErrors.badClientOption(e);
    }
  }
}
