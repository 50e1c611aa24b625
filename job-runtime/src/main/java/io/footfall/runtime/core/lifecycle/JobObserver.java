package io.footfall.runtime.core.lifecycle;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.schema.core.error.FootfallException;
import java.time.Duration;
import java.util.Map;

/** Hears of a job's life. Called on the supervisor's thread: be quick. */
public interface JobObserver {

  /** Nobody listens. */
  JobObserver NONE =
      new JobObserver() {
        @Override
        public void started(Map<KafkaPartition, Long> offsets) {}

        @Override
        public void restarting(FootfallException error, Duration delay) {}

        @Override
        public void failed(FootfallException error) {}

        @Override
        public void ended() {}
      };

  /**
   * The query has been started; it reads from these offsets on. Of a job without a query: it
   * begins, or has got through again after failures.
   */
  void started(Map<KafkaPartition, Long> offsets);

  /** A pass over all tables got through; of jobs that merge tables. */
  default void passed(PassReport pass) {}

  /** It has failed and will be started again after the delay. */
  void restarting(FootfallException error, Duration delay);

  /** It has failed for good. */
  void failed(FootfallException error);

  /** It has ended as it should. */
  void ended();
}
