package io.footfall.generator.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.schema.core.error.FootfallException;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class AckingSenderTest {
  private static final byte[] VALUE = "{}".getBytes(UTF_8);

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(false, new ByteArraySerializer(), new ByteArraySerializer());
  private final AckingSender sender = new AckingSender(producer, "events");

  @Test
  void countsOnlyWhatIsAcknowledged() {
    sender.send(null, VALUE, 1L);
    sender.send(null, VALUE, 2L);
    producer.completeNext();

    assertThat(sender.sent()).isEqualTo(2);
    assertThat(sender.acknowledged()).isEqualTo(1);
    assertThat(sender.acks()).isEqualTo(Map.of(0, new PartitionAck(1, 0, 0)));
  }

  @Test
  void stopsAtTheFirstRefusal() {
    sender.send(null, VALUE, 1L);
    producer.errorNext(new NotLeaderOrFollowerException("moved"));

    assertThatThrownBy(() -> sender.send(null, VALUE, 2L))
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining("sending to topic events failed after 0 acknowledged records: moved");
  }
}
