package io.footfall.generator.kafka;

import io.footfall.generator.core.GeneratorErrors;
import io.footfall.schema.kafka.KafkaErrors;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** An idempotent producer that counts what is acknowledged and stops at the first failure. */
final class AckingSender implements AutoCloseable {
  /** Settings that its promises rest on; others are defaults. */
  private static final Map<String, Object> FIXED =
      Map.of(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true, ProducerConfig.ACKS_CONFIG, "all");

  private static final Map<String, Object> DEFAULTS =
      Map.of(
          ProducerConfig.LINGER_MS_CONFIG,
          5,
          ProducerConfig.BATCH_SIZE_CONFIG,
          256 << 10,
          ProducerConfig.BUFFER_MEMORY_CONFIG,
          64L << 20,
          ProducerConfig.COMPRESSION_TYPE_CONFIG,
          "lz4",
          // Too large for the event contract must not be too large to send.
          ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
          4 << 20,
          ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
          1_000);

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final Map<Integer, PartitionAck> acks = new ConcurrentHashMap<>();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private long sent;

  AckingSender(Producer<byte[], byte[]> producer, String topic) {
    this.producer = producer;
    this.topic = topic;
  }

  static AckingSender to(KafkaTarget target) {
    Set<String> known = new HashSet<>(ProducerConfig.configNames());
    known.removeAll(FIXED.keySet());
    Map<String, Object> settings = target.clientSettings(DEFAULTS, known);
    settings.putAll(FIXED);
    try {
      return new AckingSender(
          new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()),
          target.topic());
    } catch (KafkaException e) {
      throw KafkaErrors.badClientOption(e);
    }
  }

  /** Connects, so that the first record need not wait for it. */
  void connect() {
    try {
      producer.partitionsFor(topic);
    } catch (InterruptException e) {
      throw GeneratorErrors.interrupted(e);
    } catch (KafkaException e) {
      throw GeneratorErrors.sendFailed(topic, 0, e);
    }
  }

  void send(byte[] key, byte[] value, Long timestampMillis) {
    throwIfFailed();
    try {
      var unused =
          producer.send(
              new ProducerRecord<>(topic, null, timestampMillis, key, value), this::completed);
      sent++;
    } catch (InterruptException e) {
      throw GeneratorErrors.interrupted(e);
    } catch (KafkaException e) {
      throw GeneratorErrors.sendFailed(topic, acknowledged.get(), e);
    }
  }

  private void completed(RecordMetadata metadata, Exception e) {
    if (e != null) {
      failure.compareAndSet(null, e);
      return;
    }
    acks.merge(metadata.partition(), PartitionAck.of(metadata.offset()), PartitionAck::and);
    acknowledged.incrementAndGet();
  }

  /** Waits until all that was sent is acknowledged. */
  void flush() {
    try {
      producer.flush();
    } catch (InterruptException e) {
      throw GeneratorErrors.interrupted(e);
    }
    throwIfFailed();
  }

  private void throwIfFailed() {
    Exception e = failure.get();
    if (e != null) {
      throw GeneratorErrors.sendFailed(topic, acknowledged.get(), e);
    }
  }

  long sent() {
    return sent;
  }

  long acknowledged() {
    return acknowledged.get();
  }

  Map<Integer, PartitionAck> acks() {
    return new TreeMap<>(acks);
  }

  /** Does not wait for what is under way: {@link #flush} does, and a failure must not. */
  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}
