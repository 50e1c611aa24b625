package io.footfall.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.localkafka.SharedKafka;
import io.footfall.localkafka.TestKafka;
import io.footfall.report.core.replay.Again;
import io.footfall.report.core.replay.Origin;
import io.footfall.report.kafka.KafkaReplayTopic;
import io.footfall.schema.core.codec.EventCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** Replays into a real topic. */
@ExtendWith(SharedKafka.class)
class ReplayTopicIT {
  private static final int MOST = EventCodec.MAX_BYTES + (64 << 10);

  private String servers;
  private String name;

  @BeforeEach
  void create(TestKafka kafka, TestInfo test) throws Exception {
    servers = kafka.bootstrapServers();
    name = "replay." + test.getTestMethod().orElseThrow().getName();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(name, 1, (short) 1)
                      .configs(
                          Map.of(
                              "max.message.bytes",
                              Integer.toString(MOST),
                              "retention.ms",
                              Long.toString(Duration.ofDays(2).toMillis())))))
          .all()
          .get();
    }
  }

  @Test
  void sendsTheLargestEventAndLeavesOutWhatTheTopicDoesNotTake() {
    try (KafkaReplayTopic topic = open()) {
      Again large = again(2, EventCodec.MAX_BYTES);
      Again tooLarge = again(3, 2 * EventCodec.MAX_BYTES);
      Again muchTooLarge = again(4, 17 * EventCodec.MAX_BYTES);
      assertThat(topic.send(List.of(again(1, 10), large, tooLarge, muchTooLarge, again(5, 10))))
          .containsExactlyInAnyOrder(tooLarge, muchTooLarge);
      assertThat(topic.sentSince(Map.of(0, 0L)))
          .containsExactlyInAnyOrder(origin(1), origin(2), origin(5));
      long end = topic.ends().get(0);
      assertThat(topic.send(List.of(tooLarge))).containsExactly(tooLarge);
      assertThat(topic.send(List.of(again(6, 10)))).isEmpty();
      assertThat(topic.sentSince(Map.of(0, end))).containsExactly(origin(6));
      assertThat(topic.retention()).contains(Duration.ofDays(2));
    }
  }

  @Test
  void theLaterOfTwoReplaysEndsTheEarlier() {
    try (KafkaReplayTopic earlier = open();
        KafkaReplayTopic later = open()) {
      assertThatThrownBy(() -> earlier.send(List.of(again(1, 10))))
          .hasMessageContaining("another replay of this pipeline has begun");
      assertThat(later.send(List.of(again(1, 10)))).isEmpty();
      assertThat(later.sentSince(Map.of(0, 0L))).containsExactly(origin(1));
    }
  }

  private KafkaReplayTopic open() {
    return KafkaReplayTopic.open(servers, Map.of(), name, name);
  }

  private static Origin origin(long offset) {
    return new Origin(0, "t", 0, offset);
  }

  private static Again again(long offset, int bytes) {
    return new Again(
        origin(offset), 1, "key".getBytes(UTF_8), new byte[bytes], Instant.now().toEpochMilli());
  }
}
