package io.footfall.runtime.spark;

import io.footfall.runtime.core.RuntimeErrors;
import io.footfall.runtime.spark.sink.JobSink;
import io.footfall.runtime.spark.sink.SinkProvider;
import io.footfall.schema.core.error.FootfallException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;

/** A job whose query has been started. */
public final class RunningJob implements AutoCloseable {
  private final JobPlan plan;
  private final Configuration hadoop;
  private final Runnable release;
  private final Beside beside;
  private final StreamingQuery query;
  private volatile boolean stopping;

  private RunningJob(
      JobPlan plan, Configuration hadoop, Runnable release, Beside beside, StreamingQuery query) {
    this.plan = plan;
    this.beside = beside;
    this.hadoop = hadoop;
    this.release = release;
    this.query = query;
  }

  /**
   * Starts.
   *
   * @param rows the stream; its rows go to the sink's {@code RowProcessor} as they are
   * @param interval least time between the starts of two batches, for {@link RunMode#CONTINUOUS}
   */
  public static RunningJob start(
      JobPlan plan, Dataset<Row> rows, JobSink sink, RunMode mode, Duration interval) {
    return start(
        plan,
        rows,
        sink,
        mode == RunMode.AVAILABLE_NOW
            ? Trigger.AvailableNow()
            : Trigger.ProcessingTime(interval.toMillis()),
        () -> {});
  }

  /**
   * Starts, with a trigger of Spark's.
   *
   * @param whenEnded done when the job is closed, or could not be started
   */
  public static RunningJob start(
      JobPlan plan, Dataset<Row> rows, JobSink sink, Trigger trigger, Runnable whenEnded) {
    Configuration hadoop = rows.sparkSession().sessionState().newHadoopConf();
    Beside beside = Beside.start(plan, sink, rows.sparkSession());
    String key = SinkProvider.register(beside.attachedTo(sink));
    Runnable release =
        () -> {
          SinkProvider.unregister(key);
          whenEnded.run();
        };
    try {
      plan.log().removeLeftovers();
      sink.committer().identify(plan.identity());
      SourceIdentity.of(plan.identity(), plan.sourceEpoch()).keep(plan.checkpoint(), hadoop);
      StreamingQuery query =
          rows.writeStream()
              .format(SinkProvider.class.getName())
              .option(SinkProvider.option(), key)
              .option("checkpointLocation", plan.checkpoint())
              .queryName(plan.config().pipeline() + "/" + plan.job())
              .trigger(trigger)
              .start();
      return new RunningJob(plan, hadoop, release, beside, query);
    } catch (Exception | Error e) { // Scala declares none of what it throws
      release.run();
      beside.close();
      throw new JobFailedException(JobFailure.of(plan, e));
    }
  }

  public StreamingQuery query() {
    return query;
  }

  JobPlan plan() {
    return plan;
  }

  StopRequest stopRequest() throws IOException {
    return StopRequest.at(plan.checkpoint(), hadoop);
  }

  /**
   * Waits until the query has ended.
   *
   * @throws FootfallException when it failed
   */
  public void awaitEnd() {
    try {
      query.awaitTermination();
    } catch (StreamingQueryException e) {
      throw new JobFailedException(JobFailure.of(plan, e));
    }
  }

  /**
   * Waits for the query's end, but not for ever.
   *
   * @return true when it has ended
   * @throws FootfallException when it failed
   */
  public boolean awaitEnd(long millis) {
    try {
      if (!query.awaitTermination(millis)) {
        return false;
      }
    } catch (StreamingQueryException e) {
      throw new JobFailedException(JobFailure.of(plan, e));
    }
    if (stopping && !GracefulEnd.isBetweenBatches(query)) {
      return false; // Spark's answer is about what was asked of the query, not about its thread
    }
    if (stopping) {
      close(); // it may sleep until the next trigger
    }
    awaitEnd();
    return true;
  }

  /** Lets the running batch finish and no other begin; {@link #awaitEnd} tells when. */
  public void stopAfterBatch() {
    stopping = true;
    GracefulEnd.request(query);
  }

  /** Stops the query; a batch that was running is run again at the next start. */
  @Override
  public void close() {
    try {
      query.stop();
    } catch (TimeoutException e) {
      throw RuntimeErrors.queryFailed(plan.job(), e);
    } finally {
      release.run();
      beside.close();
    }
  }
}
