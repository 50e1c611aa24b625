package io.footfall.generator.core;

import io.footfall.schema.core.error.ErrorCategory;
import io.footfall.schema.core.error.FootfallException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Every error of this module that a person sees. */
public final class GeneratorErrors {
  private GeneratorErrors() {}

  static FootfallException badOption(String option, Object value, String allowed) {
    return user("the generator's %s is %s".formatted(option, value), "Make it " + allowed);
  }

  static FootfallException startTooLate(Instant start, Instant latest) {
    return user(
        "starting at %s, event time would pass the clock".formatted(start),
        "Start at %s or before, or lower the speedup".formatted(latest));
  }

  static FootfallException spanTooLong(Duration span) {
    return user(
        "at this speedup the events span %d days, more than an event's largest age of 30 days"
            .formatted(span.toDays()),
        "Lower the speedup or the number of events, or raise the rate");
  }

  static FootfallException badTruth(String problem) {
    return user("this is no truth file: " + problem, "Write one with footfall generate --truth");
  }

  public static FootfallException refused(String topic, String bootstrap, Throwable cause) {
    return new FootfallException(
        ErrorCategory.EXTERNAL,
        "the broker at %s refuses topic %s: %s".formatted(bootstrap, topic, cause.getMessage()),
        "Correct the topic's name or settings, or the rights of this client",
        cause);
  }

  public static FootfallException missingTopic(String topic, String bootstrap) {
    return user(
        "topic %s does not exist on %s".formatted(topic, bootstrap),
        "Create it, or correct kafka.topic.user");
  }

  public static FootfallException sendFailed(String topic, long acknowledged, Throwable cause) {
    return new FootfallException(
        ErrorCategory.EXTERNAL,
        "sending to topic %s failed after %d acknowledged records: %s"
            .formatted(topic, acknowledged, cause.getMessage()),
        "See the broker's log, and send again to an empty topic",
        cause);
  }

  public static FootfallException brokenLine(Path file, long line, String problem) {
    return user(
        "%s, line %d is not JSON: %s".formatted(file, line, problem),
        "Correct the line; nothing was sent");
  }

  public static FootfallException unreadableFile(Path file, Throwable cause) {
    return new FootfallException(
        ErrorCategory.USER,
        "%s cannot be read: %s".formatted(file, cause),
        "Name a readable file with one event in JSON per line",
        cause);
  }

  public static FootfallException interrupted(Throwable cause) {
    return new FootfallException(
        ErrorCategory.EXTERNAL, "interrupted while talking to Kafka", "Start again", cause);
  }

  private static FootfallException user(String problem, String remedy) {
    return new FootfallException(ErrorCategory.USER, problem, remedy);
  }
}
