package io.footfall.runtime.delta;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.SparkSession;

/** Counts Spark's jobs. */
final class SparkJobs {

  private SparkJobs() {}

  /** What is to be observed. */
  interface Action {
    void run() throws Exception;
  }

  /** How many begin while {@code action} runs. */
  static int during(SparkSession spark, Action action) throws Exception {
    AtomicInteger jobs = new AtomicInteger();
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart start) {
            jobs.incrementAndGet();
          }
        };
    spark.sparkContext().addSparkListener(listener);
    action.run();
    spark.sparkContext().listenerBus().waitUntilEmpty();
    spark.sparkContext().removeSparkListener(listener);
    return jobs.get();
  }
}
