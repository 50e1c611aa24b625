package io.footfall.runtime.core.metrics;

/** Hears how the publishing of offsets goes. Any thread; returns at once. */
public interface PublishingObserver {
  /** The Kafka consumer group. */
  String KAFKA = "kafka";

  String ZOOKEEPER = "zookeeper";

  /** Nobody listens. */
  PublishingObserver NONE =
      new PublishingObserver() {
        @Override
        public void published(String target, long batch) {}

        @Override
        public void publishFailed(String target, String problem) {}
      };

  /** The target has the offsets of all batches up to this one. */
  void published(String target, long batch);

  /**
   * The target did not take them; they will be tried again.
   *
   * @param problem one line, without secrets
   */
  void publishFailed(String target, String problem);
}
