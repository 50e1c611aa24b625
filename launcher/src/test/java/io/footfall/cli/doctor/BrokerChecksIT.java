package io.footfall.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.localkafka.LocalKafka;
import io.footfall.schema.core.config.KafkaConfig;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class BrokerChecksIT {

  private static final Duration MAX_AGE = Duration.ofDays(30);

  private static List<Finding> findings(String servers) throws InterruptedException {
    KafkaConfig kafka =
        new KafkaConfig(
            Optional.of(servers), "events", "g", Map.of("isolation.level", "read_committed"));
    return new BrokerChecks(kafka, Optional.of(MAX_AGE), Clock.systemUTC()).findings();
  }

  @Test
  void asksARealBroker(@TempDir Path dir) throws Exception {
    try (LocalKafka kafka = LocalKafka.start(LocalKafka.Options.in(dir))) {
      String servers = kafka.bootstrapServers();
      assertThat(findings(servers))
          .extracting(finding -> finding.check() + " " + finding.status())
          .containsExactly("broker OK", "topic FAIL", "clock OK");

      NewTopic topic = new NewTopic("events", 3, (short) 1);
      topic.configs(Map.of("message.timestamp.type", "LogAppendTime", "retention.ms", "7200000"));
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
        admin.createTopics(List.of(topic)).all().get();
      }
      List<Finding> findings = findings(servers);
      assertThat(findings)
          .extracting(finding -> finding.check() + " " + finding.status())
          .containsExactly(
              "broker OK", "topic OK", "record timestamps OK", "retention WARN", "clock OK");
      assertThat(findings.get(1).detail()).isEqualTo("events, partitions: 3");
      assertThat(findings.get(2).detail()).startsWith("LogAppendTime");
      assertThat(findings.get(3).detail()).startsWith("records are kept for 2 hours");
    }
  }

  @Test
  @Timeout(20)
  void aBrokerThatNeverAnswersIsReportedWithinSeconds() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertReportsUnreachable("127.0.0.1:" + silent.getLocalPort());
    }
  }

  @Test
  @Timeout(20)
  void anAddressThatCannotBeResolvedIsReported() throws InterruptedException {
    assertReportsUnreachable("no-such-host.invalid:9092");
  }

  private static void assertReportsUnreachable(String servers) throws InterruptedException {
    assertThat(findings(servers))
        .extracting(finding -> finding.check() + " " + finding.status())
        .containsExactly("broker FAIL", "topic SKIP", "clock SKIP");
  }
}
