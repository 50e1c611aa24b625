package io.footfall.schema.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.schema.core.error.ErrorCategory;
import io.footfall.schema.core.error.FootfallException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapServersTest {

  @Test
  void oneThatListensIsEnough() throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String there = "PLAINTEXT://127.0.0.1:" + listener.getLocalPort();
      assertThatCode(() -> BootstrapServers.requireListener("127.0.0.1:1, " + there))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void saysWhyNobodyAnswers() {
    assertThatThrownBy(() -> BootstrapServers.requireListener("127.0.0.1:1"))
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining("no Kafka broker answers at 127.0.0.1:1 (Connection refused)");
    assertThatThrownBy(() -> BootstrapServers.requireListener("nowhere.invalid:9092"))
        .hasMessageContaining("at nowhere.invalid:9092 (unknown host nowhere.invalid)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost", "localhost:", "localhost:x", "a:1,", "a:99999"})
  void saysWhatIsNoListOfAddresses(String text) {
    assertThatThrownBy(() -> BootstrapServers.requireListener(text))
        .isInstanceOfSatisfying(
            FootfallException.class,
            error -> assertThat(error.category()).isEqualTo(ErrorCategory.USER))
        .hasMessageContaining("kafka.bootstrap.servers is '" + text + "'")
        .hasMessageContaining("host:port");
  }
}
