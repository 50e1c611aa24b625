package io.footfall.runtime.spark;

import io.footfall.offsets.kafka.TopicReader;
import io.footfall.runtime.delta.TableCare;
import io.footfall.runtime.spark.sink.JobSink;
import java.time.Clock;
import java.time.Duration;
import org.apache.spark.sql.SparkSession;

/**
 * What runs beside the batches of a job: care for its tables, published offsets, the topic guard.
 */
record Beside(TableCare care, Publishing publishing, TopicReader reader, JobPlan plan)
    implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  /**
   * Starts.
   *
   * @param sink with its tables open
   */
  static Beside start(JobPlan plan, JobSink sink, SparkSession spark) {
    TopicReader reader =
        TopicReader.connect(
            plan.bootstrapServers(), plan.config().kafka().clientOptions(), DEADLINE);
    TableCare care =
        TableCare.start(
            spark, sink.warehouse(), sink.tables(), plan.config().tables(), Clock.systemUTC());
    return new Beside(care, Publishing.start(plan, sink), reader, plan);
  }

  /** The sink, whose batches are guarded before and published after their commit. */
  JobSink attachedTo(JobSink sink) {
    return sink.with(
        new TopicGuard(sink.finisher(), reader, plan.identity()),
        publishing.after(sink.listener()));
  }

  @Override
  public void close() {
    publishing.close();
    reader.close();
    care.close();
  }
}
