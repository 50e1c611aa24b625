package io.footfall.runtime.metrics;

import io.footfall.runtime.core.Batch;
import io.footfall.runtime.core.metrics.BatchReport;
import io.footfall.runtime.core.metrics.JobMetrics;
import io.footfall.runtime.core.metrics.PublishingObserver;
import io.footfall.runtime.spark.sink.BatchListener;
import java.util.Map;

/** Measures a job's batches. */
record Measuring(JobMetrics metrics) implements BatchListener {

  /** The report tells more. */
  @Override
  public void committed(Batch batch, Map<String, Long> counts) {}

  @Override
  public void committed(BatchReport report) {
    metrics.committed(report);
  }

  @Override
  public void passed(Batch batch) {
    metrics.passed(batch);
  }

  @Override
  public PublishingObserver publishing() {
    return metrics;
  }
}
