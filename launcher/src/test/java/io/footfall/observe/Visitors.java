package io.footfall.observe;

import io.footfall.generator.core.GeneratedRecord;
import io.footfall.generator.core.GeneratorSpec;
import io.footfall.generator.core.ShopModel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A shop whose visitors come until it is closed, whether a broker takes their records or not. */
final class Visitors implements AutoCloseable {
  private static final long RATE = 400;
  private static final long PER_TICK = RATE / 10;

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final Thread thread = new Thread(this::send, "visitors");
  private volatile boolean open = true;

  private Visitors(String bootstrapServers, String topic) {
    this.topic = topic;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "max.block.ms", "500",
                "request.timeout.ms", "1000",
                "delivery.timeout.ms", "1500"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  static Visitors let(String bootstrapServers, String topic) {
    Visitors visitors = new Visitors(bootstrapServers, topic);
    visitors.thread.setDaemon(true);
    visitors.thread.start();
    return visitors;
  }

  /** One more record. */
  void send(String json) {
    Future<RecordMetadata> unused = // the page shows whether it came
        producer.send(new ProducerRecord<>(topic, json.getBytes(StandardCharsets.UTF_8)));
    producer.flush();
  }

  private void send() {
    ShopModel shop =
        new ShopModel(
            GeneratorSpec.defaults()
                .withEvents(1_000_000)
                .withRate(RATE)
                .withUsers(200)
                .startedAt(Instant.now()));
    try {
      while (open && shop.hasNext()) {
        for (int i = 0; i < PER_TICK; i++) {
          GeneratedRecord record = shop.next();
          Future<RecordMetadata> unused = // a shop without a broker loses visitors
              producer.send(new ProducerRecord<>(topic, record.key(), record.value()));
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    open = false;
    thread.interrupt();
    producer.close(Duration.ZERO);
  }
}
