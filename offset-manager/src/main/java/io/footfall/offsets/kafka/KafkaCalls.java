package io.footfall.offsets.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaFuture;

/** Calls of Kafka's admin client that end in time. */
final class KafkaCalls {
  private KafkaCalls() {}

  /** Settings of an admin client whose calls give up by themselves, too. */
  static Map<String, Object> settings(
      String bootstrapServers, Map<String, String> clientOptions, Duration deadline) {
    Map<String, Object> settings = new HashMap<>(clientOptions);
    settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) deadline.toMillis());
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) deadline.toMillis());
    return settings;
  }

  /**
   * The answer.
   *
   * @throws ExecutionException with what the broker, or the lack of it, made of the call
   */
  static <T> T await(KafkaFuture<T> future, Duration deadline) throws ExecutionException {
    try {
      return future.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new ExecutionException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExecutionException(e);
    }
  }
}
