package io.footfall.bench.spark;

import io.footfall.runtime.spark.RunningJob;
import java.time.Duration;
import java.util.List;
import org.apache.spark.sql.streaming.StreamingQuery;

/** A job of Footfall's that ends as SIGTERM ends it: behind its running batch. */
record StartedJob(RunningJob job) implements Contender.Running {
  private static final long POLL_MILLIS = 100;

  /** A batch that takes longer is interrupted. */
  private static final long LONGEST_BATCH_NANOS = Duration.ofMinutes(1).toNanos();

  @Override
  public List<StreamingQuery> queries() {
    return List.of(job.query());
  }

  @Override
  public void awaitEnd() {
    job.awaitEnd();
  }

  @Override
  public void close() {
    try (job) {
      long start = System.nanoTime();
      boolean ended = !job.query().isActive();
      if (!ended) {
        job.stopAfterBatch();
      }
      while (!ended && System.nanoTime() - start < LONGEST_BATCH_NANOS) {
        ended = job.awaitEnd(POLL_MILLIS);
      }
    }
  }
}
