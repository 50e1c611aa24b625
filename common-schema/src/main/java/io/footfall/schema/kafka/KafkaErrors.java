package io.footfall.schema.kafka;

import io.footfall.schema.core.error.ErrorCategory;
import io.footfall.schema.core.error.FootfallException;
import java.net.UnknownHostException;

/** The errors that every client of Kafka can meet. */
public final class KafkaErrors {

  private KafkaErrors() {}

  /** The broker gave no answer in time, or nobody listens there. */
  public static FootfallException unreachable(String bootstrapServers, Throwable cause) {
    return new FootfallException(
        ErrorCategory.EXTERNAL,
        "no Kafka broker answers at %s (%s)".formatted(bootstrapServers, reason(cause)),
        "Check kafka.bootstrap.servers, that the broker runs, and its security settings",
        cause);
  }

  static FootfallException badBootstrap(String bootstrapServers) {
    return new FootfallException(
        ErrorCategory.USER,
        "kafka.bootstrap.servers is '%s'".formatted(bootstrapServers),
        "Write it as host:port[,host:port]");
  }

  /**
   * A client cannot be made of its settings.
   *
   * @param cause what its constructor threw
   */
  public static FootfallException badClientOption(Throwable cause) {
    return new FootfallException(
        ErrorCategory.USER,
        "a kafka.* option cannot be used: "
            + reason(cause.getCause() == null ? cause : cause.getCause()),
        "Correct or drop it",
        cause);
  }

  private static String reason(Throwable cause) {
    if (cause instanceof UnknownHostException) {
      return "unknown host " + cause.getMessage();
    }
    String message =
        cause.getMessage() == null ? "" : cause.getMessage().lines().findFirst().orElse("");
    return message.isBlank() ? cause.getClass().getSimpleName() : message;
  }
}
