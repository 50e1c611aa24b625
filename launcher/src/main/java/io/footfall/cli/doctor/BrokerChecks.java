package io.footfall.cli.doctor;

import io.footfall.cli.context.CliErrors;
import io.footfall.schema.core.config.KafkaConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;

/** The broker, the topic and the broker's clock. */
final class BrokerChecks {

  private final KafkaConfig kafka;
  private final Optional<Duration> maxAge;
  private final Clock clock;

  BrokerChecks(KafkaConfig kafka, Optional<Duration> maxAge, Clock clock) {
    this.kafka = kafka;
    this.maxAge = maxAge;
    this.clock = clock;
  }

  List<Finding> findings() throws InterruptedException {
    if (kafka.bootstrapServers().isEmpty()) {
      String none = "kafka.bootstrap.servers is not set: `footfall run` starts a broker of its own";
      return List.of(Finding.skip("broker", none));
    }
    String servers = kafka.bootstrapServers().get();
    try (BrokerProbe probe = new BrokerProbe(servers, kafka, clock)) {
      return ask(probe, servers);
    } catch (KafkaException e) {
      return unreachable(servers, CliErrors.reason(e));
    }
  }

  private List<Finding> ask(BrokerProbe probe, String servers) throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    try {
      findings.add(Finding.ok("broker", "%s, brokers: %d".formatted(servers, probe.brokers())));
    } catch (ExecutionException | TimeoutException e) {
      return unreachable(servers, isTimeout(e) ? "no answer in time" : CliErrors.reason(e));
    }
    try {
      Optional<TopicFacts> topic = probe.topic(kafka.topic());
      if (topic.isEmpty()) {
        findings.add(TopicChecks.missing(kafka.topic()));
      } else {
        findings.addAll(TopicChecks.judge(topic.get(), maxAge));
      }
      findings.add(clockFinding(probe, topic));
    } catch (ExecutionException | TimeoutException e) {
      findings.add(
          Finding.fail(
              "topic",
              "%s: %s".formatted(kafka.topic(), CliErrors.reason(e)),
              "Allow Describe and Read on the topic, and look at the broker's log"));
    }
    return findings;
  }

  private Finding clockFinding(BrokerProbe probe, Optional<TopicFacts> topic)
      throws ExecutionException, TimeoutException, InterruptedException {
    Optional<ClockReading> reading = probe.clock();
    if (reading.isPresent()) {
      return ClockChecks.judge(reading.get());
    }
    return topic.isEmpty()
        ? ClockChecks.judge(Optional.empty(), clock.instant())
        : ClockChecks.judge(probe.newestRecord(topic.get()), clock.instant());
  }

  private static boolean isTimeout(Exception error) {
    return error instanceof TimeoutException
        || error.getCause() instanceof org.apache.kafka.common.errors.TimeoutException;
  }

  private static List<Finding> unreachable(String servers, String reason) {
    String needs = "needs the broker";
    return List.of(
        Finding.fail(
            "broker",
            "%s: %s".formatted(servers, reason),
            "Start it, or correct kafka.bootstrap.servers and the kafka.security settings"),
        Finding.skip("topic", needs),
        Finding.skip("clock", needs));
  }
}
