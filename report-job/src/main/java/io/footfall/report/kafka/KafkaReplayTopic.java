package io.footfall.report.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.footfall.report.core.ReportErrors;
import io.footfall.report.core.replay.Again;
import io.footfall.report.core.replay.Origin;
import io.footfall.report.core.replay.ReplayTopic;
import io.footfall.schema.core.codec.EventCodec;
import io.footfall.schema.kafka.BootstrapServers;
import io.footfall.schema.kafka.KafkaErrors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A topic written by one transactional producer per pipeline. */
public final class KafkaReplayTopic implements ReplayTopic {
  /** Header of a record sent again: {@code epoch/topic/partition/offset} of the first one. */
  public static final String ORIGIN = "footfall-origin";

  /** Header of a record sent again: 1 for the first time. */
  public static final String ATTEMPT = "footfall-attempt";

  private static final Duration POLL = Duration.ofMillis(500);

  private static final Logger LOG = LoggerFactory.getLogger(KafkaReplayTopic.class);
  private static final long ADMIN_SECONDS = 30;

  /** The largest event with any key and headers: what the topic takes of it, the broker says. */
  private static final int MOST_BYTES = 16 * EventCodec.MAX_BYTES;

  private final String topic;
  private final Map<String, Object> common;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Consumer<byte[], byte[]> consumer;

  private KafkaReplayTopic(
      String topic,
      Map<String, Object> common,
      KafkaProducer<byte[], byte[]> producer,
      Consumer<byte[], byte[]> consumer) {
    this.topic = topic;
    this.common = common;
    this.producer = producer;
    this.consumer = consumer;
  }

  /**
   * Opens the topic.
   *
   * @param client security and other client settings
   * @throws io.footfall.schema.core.error.FootfallException when no broker answers
   */
  public static KafkaReplayTopic open(
      String servers, Map<String, String> client, String topic, String pipeline) {
    BootstrapServers.requireListener(servers);
    Map<String, Object> common = new HashMap<>(client);
    common.put("bootstrap.servers", servers);
    Map<String, Object> reading = new HashMap<>(common);
    reading.put("isolation.level", "read_committed");
    reading.put("enable.auto.commit", "false");
    Map<String, Object> writing = new HashMap<>(common);
    writing.remove("isolation.level");
    writing.put("max.request.size", MOST_BYTES);
    writing.put("buffer.memory", 2L * MOST_BYTES);
    Map<String, Object> looking = new HashMap<>(common);
    looking.remove("isolation.level");
    writing.put("transactional.id", "footfall-replay-" + pipeline);
    writing.put("acks", "all");
    try {
      KafkaProducer<byte[], byte[]> producer =
          new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer());
      try {
        producer.initTransactions();
        return new KafkaReplayTopic(
            topic,
            looking,
            producer,
            new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
      } catch (KafkaException e) {
        producer.close(Duration.ZERO);
        throw e;
      }
    } catch (KafkaException e) {
      throw KafkaErrors.unreachable(servers, e);
    }
  }

  @Override
  public Map<Integer, Long> ends() {
    Map<Integer, Long> ends = new TreeMap<>();
    consumer
        .endOffsets(partitions())
        .forEach((partition, end) -> ends.put(partition.partition(), end));
    return ends;
  }

  @Override
  public List<Again> send(List<Again> records) {
    List<Again> taken = new ArrayList<>(records);
    List<Again> tooLarge = new ArrayList<>();
    try {
      Optional<Again> refused = transaction(taken);
      while (refused.isPresent()) {
        tooLarge.add(refused.get());
        taken.remove(refused.get());
        refused = transaction(taken);
      }
      return tooLarge;
    } catch (KafkaException e) {
      throw isFenced(e) ? ReportErrors.anotherReplay(e) : ReportErrors.replayNotSent(topic, e);
    }
  }

  private static boolean isFenced(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProducerFencedException
          || cause instanceof InvalidProducerEpochException) {
        return true;
      }
    }
    return false;
  }

  /** Sends all, or none for the sake of one that is too large, which it returns. */
  private Optional<Again> transaction(List<Again> records) {
    if (records.isEmpty()) {
      return Optional.empty();
    }
    AtomicReference<Again> tooLarge = new AtomicReference<>();
    producer.beginTransaction();
    try {
      for (Again record : records) {
        Future<RecordMetadata> unused = // the commit tells of other failures
            producer.send(
                message(record),
                (sent, failure) -> {
                  if (failure instanceof RecordTooLargeException) {
                    tooLarge.compareAndSet(null, record);
                  }
                });
      }
      producer.commitTransaction();
      return Optional.empty();
    } catch (KafkaException e) {
      if (isFenced(e)) {
        throw e;
      }
      producer.abortTransaction(); // waits for what is on its way
      if (tooLarge.get() == null) {
        throw e;
      }
      return Optional.of(tooLarge.get());
    }
  }

  private ProducerRecord<byte[], byte[]> message(Again record) {
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(topic, null, record.timestampMillis(), record.key(), record.value());
    message
        .headers()
        .add(ORIGIN, record.origin().text().getBytes(UTF_8))
        .add(ATTEMPT, Integer.toString(record.attempt()).getBytes(UTF_8));
    return message;
  }

  /** By the time that the records bring with them, unless the broker stamps them anew. */
  @Override
  public Optional<Duration> retention() {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (Admin admin = Admin.create(common)) {
      Config config =
          admin
              .describeConfigs(List.of(resource))
              .values()
              .get(resource)
              .get(ADMIN_SECONDS, TimeUnit.SECONDS);
      ConfigEntry type = config.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG);
      ConfigEntry policy = config.get(TopicConfig.CLEANUP_POLICY_CONFIG);
      ConfigEntry millis = config.get(TopicConfig.RETENTION_MS_CONFIG);
      boolean byAge =
          millis != null
              && Long.parseLong(millis.value()) >= 0
              && (policy == null || policy.value().contains(TopicConfig.CLEANUP_POLICY_DELETE))
              && (type == null || type.value().equals("CreateTime"));
      return byAge
          ? Optional.of(Duration.ofMillis(Long.parseLong(millis.value())))
          : Optional.empty();
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("topic {} does not say how long it keeps records", topic, e);
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public Set<Origin> sentSince(Map<Integer, Long> offsets) {
    List<TopicPartition> partitions = partitions();
    consumer.assign(partitions);
    Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
    partitions.forEach(
        partition ->
            consumer.seek(
                partition,
                Math.max(first.get(partition), offsets.getOrDefault(partition.partition(), 0L))));
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Set<Origin> found = new HashSet<>();
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        Header origin = record.headers().lastHeader(ORIGIN);
        if (origin != null) {
          Origin.parse(new String(origin.value(), UTF_8)).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  private List<TopicPartition> partitions() {
    List<PartitionInfo> partitions = consumer.partitionsFor(topic);
    return partitions.stream()
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .toList();
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    consumer.close();
  }
}
