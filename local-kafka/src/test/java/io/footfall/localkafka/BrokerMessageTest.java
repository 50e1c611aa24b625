package io.footfall.localkafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.localkafka.BrokerMessage.Failed;
import io.footfall.localkafka.BrokerMessage.Failure;
import io.footfall.localkafka.BrokerMessage.Ready;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BrokerMessageTest {

  @Test
  void readsWhatItWrites() {
    assertReadsBack(new Ready(9092, "abc"));
    assertReadsBack(new Failed(Failure.PORT_IN_USE, "address already in use"));
  }

  private static void assertReadsBack(BrokerMessage message) {
    assertThat(BrokerMessage.parse(message.line())).contains(message);
  }

  @Test
  void staysOneLineWhateverTheDetail() {
    assertThat(new Failed(Failure.OTHER, "two\nlines ").line()).endsWith(" OTHER two lines");
  }

  @Test
  void passesOverOtherOutput() {
    assertThat(BrokerMessage.parse("Listening for transport dt_socket")).isEmpty();
  }

  @Test
  void sendsARequestThroughAStream() throws IOException {
    BrokerRequest request = new BrokerRequest("/data", 9092, Map.of("a", "1", "b", "2"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    request.writeTo(out);

    assertThat(BrokerRequest.readFrom(new ByteArrayInputStream(out.toByteArray())))
        .isEqualTo(request);
  }
}
