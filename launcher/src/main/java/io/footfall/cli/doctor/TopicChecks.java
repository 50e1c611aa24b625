package io.footfall.cli.doctor;

import io.footfall.cli.doctor.TopicFacts.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Judges a topic. */
final class TopicChecks {

  private static final Duration LEAST_RETENTION = Duration.ofDays(1);

  private TopicChecks() {}

  static Finding missing(String topic) {
    return Finding.fail(
        "topic",
        "there is no topic %s on this broker".formatted(topic),
        "Create it, or set kafka.topic.user to the right name");
  }

  /**
   * The findings about a topic that exists.
   *
   * @param maxAge how old an event may be against its record's timestamp; empty for no bound
   */
  static List<Finding> judge(TopicFacts topic, Optional<Duration> maxAge) {
    Finding partitions = partitions(topic);
    if (topic.settings().isEmpty()) {
      return List.of(
          partitions,
          Finding.warn(
              "topic settings",
              "may not be read",
              "Allow DescribeConfigs on the topic to have timestamps and retention checked"));
    }
    Settings settings = topic.settings().get();
    return List.of(partitions, timestamps(settings), retention(settings, maxAge));
  }

  private static Finding partitions(TopicFacts topic) {
    String detail = "%s, partitions: %d".formatted(topic.name(), topic.partitions());
    if (topic.withoutLeader() > 0) {
      return Finding.fail(
          "topic",
          detail + ", without a leader: %d".formatted(topic.withoutLeader()),
          "Start the brokers that hold them");
    }
    if (topic.partitions() == 1) {
      return Finding.warn(
          "topic", detail + "; one core does all reading", "Give the topic more partitions");
    }
    return Finding.ok("topic", detail);
  }

  private static Finding timestamps(Settings settings) {
    return settings.logAppendTime()
        ? Finding.ok(
            "record timestamps", "LogAppendTime: latency counts from the arrival at the broker")
        : Finding.ok(
            "record timestamps",
            "CreateTime: latency counts from the producer's own clock, its delays included");
  }

  private static Finding retention(Settings settings, Optional<Duration> maxAge) {
    if (settings.compacted()) {
      return Finding.warn(
          "retention",
          "the topic is compacted: Kafka removes records that were not read yet",
          "Set cleanup.policy=delete, or no promise about lost events holds");
    }
    if (settings.retention().isEmpty()) {
      return Finding.ok("retention", "records are kept for ever");
    }
    Duration retention = settings.retention().get();
    String detail = "records are kept for " + words(retention);
    if (retention.compareTo(LEAST_RETENTION) < 0) {
      return Finding.warn(
          "retention",
          detail + "; a pipeline that stands still longer loses events",
          "Set retention.ms to more than the longest outage, a day at least");
    }
    boolean producerStamps = !settings.logAppendTime();
    boolean shorter = maxAge.filter(age -> age.compareTo(retention) > 0).isPresent();
    if (producerStamps && shorter) {
      detail +=
          "; max-age allows %s, but Kafka deletes what producers stamp as older"
              .formatted(words(maxAge.get()));
    }
    return Finding.ok("retention", detail);
  }

  static String words(Duration duration) {
    if (duration.toDays() >= 2) {
      return duration.toDays() + " days";
    }
    if (duration.toHours() >= 2) {
      return duration.toHours() + " hours";
    }
    return duration.toMinutes() >= 2
        ? duration.toMinutes() + " minutes"
        : duration.toSeconds() + " s";
  }
}
