package io.footfall.localkafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.localkafka.LocalKafka.Options;
import io.footfall.schema.core.error.ErrorCategory;
import io.footfall.schema.core.error.FootfallException;
import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKafkaIT {
  @TempDir Path dataDir;

  @Test
  void keepsTopicsRecordsAndClusterIdOverARestart() throws Exception {
    String clusterId;
    int port;
    try (LocalKafka first = LocalKafka.start(Options.in(dataDir))) {
      clusterId = first.clusterId();
      port = first.port();
      KafkaProbe probe = new KafkaProbe(first.bootstrapServers());
      probe.createTopic("kept", 2);
      probe.produce("kept", "a", "b", "c");
    }

    try (LocalKafka second = LocalKafka.start(Options.in(dataDir).port(port))) {
      assertThat(second.clusterId()).isEqualTo(clusterId);
      assertThat(second.port()).isEqualTo(port);
      assertThat(second.logFile()).isEqualTo(dataDir.resolve("kafka.log")).isNotEmptyFile();
      assertThat(new KafkaProbe(second.bootstrapServers()).consume("kept", 3))
          .containsExactlyInAnyOrder("a", "b", "c");
    }
  }

  @Test
  void stopsInOrderAndOnlyOnce() throws Exception {
    LocalKafka kafka = LocalKafka.start(Options.in(dataDir));
    assertThat(kafka.isAlive()).isTrue();

    kafka.close();
    kafka.close();

    assertThat(kafka.isAlive()).isFalse();
    assertThat(kafka.waitFor()).isZero();
    assertThat(dataDir.resolve("data/.kafka_cleanshutdown")).exists();
  }

  @Test
  void refusesASecondBrokerOnOneDataDirectory() {
    try (LocalKafka first = LocalKafka.start(Options.in(dataDir))) {
      assertThatThrownBy(() -> LocalKafka.start(Options.in(dataDir)))
          .isInstanceOf(FootfallException.class)
          .hasMessageContaining("data directory " + dataDir)
          .hasMessageContaining("in use by the broker with process id " + first.pid());
      assertThat(first.isAlive()).isTrue();
    }
  }

  @Test
  void refusesAPortInUse() throws Exception {
    try (ServerSocket taken =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      int port = taken.getLocalPort();

      assertThatThrownBy(() -> LocalKafka.start(Options.in(dataDir).port(port)))
          .isInstanceOfSatisfying(
              FootfallException.class,
              e -> {
                assertThat(e.problem()).isEqualTo("port " + port + " is in use");
                assertThat(e.category()).isEqualTo(ErrorCategory.USER);
              });
    }
  }

  @Test
  void refusesSettingsThatAreNoneOrItsOwnOrWrong() {
    assertRefused(Map.of("log.retention.hour", "1"), "log.retention.hour is no setting");
    assertRefused(Map.of("listeners", "X://0.0.0.0:1"), "listeners is set by the local broker");
    assertRefused(Map.of("num.partitions", "many"), "num.partitions");
  }

  private void assertRefused(Map<String, String> config, String message) {
    assertThatThrownBy(() -> LocalKafka.start(Options.in(dataDir).config(config)))
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesADataDirectoryThatIsAFile() throws Exception {
    Path file = Files.writeString(dataDir.resolve("file"), "x");

    assertThatThrownBy(() -> LocalKafka.start(Options.in(file)))
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining("the data directory " + file + " cannot be written");
  }

  @Test
  void outlivesTheInterruptKeyThatItsParentHandles() throws Exception {
    try (LocalKafka kafka = LocalKafka.start(Options.in(dataDir))) {
      new ProcessBuilder("kill", "-INT", Long.toString(kafka.pid())).start().waitFor();

      KafkaProbe probe = new KafkaProbe(kafka.bootstrapServers());
      probe.createTopic("after", 1);
      assertThat(kafka.isAlive()).isTrue();
    }
  }

  @Test
  void leavesNoOrphanWhenItsParentIsKilled() throws Exception {
    Process parent =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    KilledParent.class.getName(),
                    dataDir.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    ProcessHandle broker;
    try (BufferedReader out = parent.inputReader(UTF_8)) {
      long pid = Long.parseLong(out.readLine().substring("pid ".length()));
      broker = ProcessHandle.of(pid).orElseThrow();
    } finally {
      parent.destroyForcibly().waitFor();
    }

    broker.onExit().get(30, TimeUnit.SECONDS);

    assertThat(broker.isAlive()).isFalse();
  }
}
