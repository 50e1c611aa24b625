package io.footfall.runtime.spark.sink;

import io.footfall.runtime.core.Batch;
import io.footfall.runtime.core.metrics.BatchReport;
import io.footfall.runtime.core.metrics.Detail;
import io.footfall.runtime.core.metrics.PublishingObserver;
import java.util.Map;
import java.util.TreeMap;

/** Hears of each batch once its tables are committed. Called on the stream's thread: be quick. */
public interface BatchListener {

  /**
   * A batch is visible.
   *
   * @param counts the tasks' plain counts, summed
   */
  void committed(Batch batch, Map<String, Long> counts);

  /** A batch is done with: also one that had nothing to commit, or was there already. */
  default void passed(Batch batch) {}

  /** The same with all that is known of the batch. */
  default void committed(BatchReport report) {
    committed(report.batch(), Detail.without(report.counts()));
  }

  /** Hears of what is published of the batches' offsets. */
  default PublishingObserver publishing() {
    return PublishingObserver.NONE;
  }

  /** Numbers about the last batch, by name, that go into Spark's own report of it. */
  default Map<String, String> sinkMetrics() {
    return Map.of();
  }

  /** Tells {@code first}, then this one. */
  default BatchListener after(BatchListener first) {
    BatchListener then = this;
    return new BatchListener() {
      @Override
      public void committed(Batch batch, Map<String, Long> counts) {
        first.committed(batch, counts);
        then.committed(batch, counts);
      }

      @Override
      public void committed(BatchReport report) {
        first.committed(report);
        then.committed(report);
      }

      @Override
      public void passed(Batch batch) {
        first.passed(batch);
        then.passed(batch);
      }

      @Override
      public Map<String, String> sinkMetrics() {
        Map<String, String> metrics = new TreeMap<>(first.sinkMetrics());
        metrics.putAll(then.sinkMetrics());
        return metrics;
      }

      @Override
      public PublishingObserver publishing() {
        return first.publishing() == PublishingObserver.NONE
            ? then.publishing()
            : first.publishing();
      }
    };
  }
}
