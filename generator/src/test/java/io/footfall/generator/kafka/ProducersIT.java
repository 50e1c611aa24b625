package io.footfall.generator.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.generator.core.GeneratedRecord;
import io.footfall.generator.core.GeneratorSpec;
import io.footfall.localkafka.TestKafka;
import io.footfall.schema.core.error.FootfallException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProducersIT {
  private static TestKafka kafka;

  @TempDir Path dir;

  @BeforeAll
  static void startKafka() {
    kafka = TestKafka.start();
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  private static KafkaTarget target(String topic) {
    return new KafkaTarget(
        kafka.bootstrapServers(), topic, Map.of("isolation.level", "read_committed"));
  }

  private static KafkaTarget emptyTopic(String topic) {
    assertThat(Topics.ensureTopic(target(topic), 3)).isTrue();
    return target(topic);
  }

  @Test
  void sendsEveryRecordAtItsIntendedTime() {
    KafkaTarget target = emptyTopic("paced");
    GeneratorSpec spec =
        GeneratorSpec.defaults().withEvents(6_000).withRate(3_000).withRatios(0.1, 0.01, 0.05, 0.1);
    List<GeneratedRecord> sent = new ArrayList<>();
    List<Progress> progress = new ArrayList<>();

    SendResult result = EventProducer.run(spec, target, progress::add, List.of(sent::add));

    assertThat(result.truth().produced()).isEqualTo(6_000);
    assertThat(result.acknowledged()).isEqualTo(6_000);
    assertThat(result.elapsed()).isGreaterThan(Duration.ofMillis(1_950));
    assertThat(result.spec().start()).contains(result.sendStart());
    assertThat(progress.get(progress.size() - 1).acknowledged()).isEqualTo(6_000);
    System.out.println("behind at most " + result.maxBehind());

    List<ConsumerRecord<byte[], byte[]>> received = ConsumedTopic.read(target);
    assertThat(counts(received)).isEqualTo(counts(result));
    assertThat(content(received)).isEqualTo(content(sent, result));
  }

  private static Map<Integer, Long> counts(List<ConsumerRecord<byte[], byte[]>> received) {
    Map<Integer, Long> counts = new HashMap<>();
    received.forEach(record -> counts.merge(record.partition(), 1L, Long::sum));
    return counts;
  }

  private static Map<Integer, Long> counts(SendResult result) {
    Map<Integer, Long> counts = new HashMap<>();
    result
        .acks()
        .forEach(
            (partition, ack) -> {
              assertThat(ack.lastOffset() - ack.firstOffset() + 1).isEqualTo(ack.count());
              counts.put(partition, ack.count());
            });
    return counts;
  }

  /** What was sent how often, with its timestamp. */
  private record Sent(long timestamp, ByteBuffer key, ByteBuffer value) {
    Sent(long timestamp, byte[] key, byte[] value) {
      this(timestamp, ByteBuffer.wrap(key), value == null ? null : ByteBuffer.wrap(value));
    }
  }

  private static Map<Sent, Long> content(List<ConsumerRecord<byte[], byte[]>> received) {
    Map<Sent, Long> content = new HashMap<>();
    received.forEach(
        r -> content.merge(new Sent(r.timestamp(), r.key(), r.value()), 1L, Long::sum));
    return content;
  }

  private static Map<Sent, Long> content(List<GeneratedRecord> sent, SendResult result) {
    Map<Sent, Long> content = new HashMap<>();
    for (GeneratedRecord record : sent) {
      long timestamp = result.sendStart().toEpochMilli() + record.sendOffsetNanos() / 1_000_000;
      content.merge(new Sent(timestamp, record.key(), record.value()), 1L, Long::sum);
    }
    return content;
  }

  @Test
  void sendsAsFastAsItCanWithoutARate() {
    KafkaTarget target = emptyTopic("unpaced");

    SendResult result =
        EventProducer.run(
            GeneratorSpec.defaults().withEvents(50_000).withRate(0), target, ProgressListener.NONE);

    assertThat(result.acknowledged()).isEqualTo(50_000);
    assertThat(result.maxBehind()).isZero();
    assertThat(ConsumedTopic.read(target)).hasSize(50_000);
  }

  @Test
  void refusesATopicThatDoesNotExist() {
    assertThatThrownBy(
            () ->
                EventProducer.run(
                    GeneratorSpec.defaults(), target("nowhere"), ProgressListener.NONE))
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining("topic nowhere does not exist on " + kafka.bootstrapServers());
  }

  @Test
  void leavesAnExistingTopicAsItIs() {
    KafkaTarget target = emptyTopic("existing");

    assertThat(Topics.ensureTopic(target, 9)).isFalse();
    assertThat(Topics.requireTopic(target)).isEqualTo(3);
  }

  @Test
  void saysWhyATopicCannotBeCreated() {
    assertThatThrownBy(() -> Topics.ensureTopic(target("no/name"), 1))
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining("refuses topic no/name");
  }

  @Test
  void refusesAClientOptionThatCannotBeRead() {
    KafkaTarget target =
        new KafkaTarget(kafka.bootstrapServers(), "x", Map.of("send.buffer.bytes", "x"));

    assertThatThrownBy(() -> Topics.requireTopic(target))
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining("send.buffer.bytes");
  }

  @Test
  void saysSoonWhenNoBrokerAnswers() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    long start = System.nanoTime();

    assertThatThrownBy(
            () -> Topics.requireTopic(new KafkaTarget("127.0.0.1:" + closed, "t", Map.of())))
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining("no Kafka broker answers at 127.0.0.1:" + closed);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void refusesAnAddressWithoutAPort() {
    assertThatThrownBy(() -> Topics.requireTopic(new KafkaTarget("broker", "t", Map.of())))
        .hasMessageContaining("host:port");
  }

  @Test
  void sendsTheLinesOfAFileAsTheyAre() throws Exception {
    KafkaTarget target = emptyTopic("lines");
    String deep = "{\"tags\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}";
    Path file =
        Files.writeString(
            dir.resolve("events.jsonl"),
            "{\"userId\":\"u-1\", \"x\":{\"userId\":\"no\"}}\n{\"user_id\":7}\n" + deep + "\n42");

    FileProducer.FileResult result = FileProducer.run(file, target, ProgressListener.NONE);

    assertThat(result.lines()).isEqualTo(4);
    assertThat(ConsumedTopic.read(target).stream().map(ProducersIT::keyAndValue))
        .containsExactlyInAnyOrder(
            "u-1={\"userId\":\"u-1\", \"x\":{\"userId\":\"no\"}}",
            "null={\"user_id\":7}",
            "null=" + deep,
            "null=42");
  }

  private static String keyAndValue(ConsumerRecord<byte[], byte[]> record) {
    String key = record.key() == null ? "null" : new String(record.key(), UTF_8);
    return key + "=" + new String(record.value(), UTF_8);
  }

  @Test
  void sendsNothingOfAFileWithABrokenLine() throws Exception {
    KafkaTarget target = emptyTopic("broken");
    for (String line : List.of("{\"a\":", "", "{} {}", "{'a':1}", "hello", "{\"a\":1}}")) {
      Path file = Files.writeString(dir.resolve("events.jsonl"), "{}\n" + line + "\n{}\n");

      assertThatThrownBy(() -> FileProducer.run(file, target, ProgressListener.NONE))
          .as(line)
          .isInstanceOf(FootfallException.class)
          .hasMessageContaining(file + ", line 2 is not JSON");
    }
    assertThat(ConsumedTopic.read(target)).isEmpty();
  }

  @Test
  void namesAFileThatCannotBeRead() {
    Path file = dir.resolve("none.jsonl");
    assertThatThrownBy(() -> FileProducer.run(file, target("x"), ProgressListener.NONE))
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining(file.toString());
  }
}
