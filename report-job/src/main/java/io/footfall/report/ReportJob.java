package io.footfall.report;

import io.footfall.report.spark.ReportPass;
import io.footfall.runtime.core.RuntimeErrors;
import io.footfall.runtime.core.lifecycle.PassReport;
import io.footfall.runtime.spark.JobEnd;
import io.footfall.runtime.spark.JobFailure;
import io.footfall.runtime.spark.RunMode;
import io.footfall.runtime.spark.StopRequest;
import io.footfall.runtime.spark.Supervised;
import io.footfall.runtime.spark.SupervisedJob;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.core.error.FootfallException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/**
 * The update tables of the other jobs, merged into tables that people query: every {@code
 * footfall.report.trigger}, off the hot path. It has no checkpoint: each report table records, with
 * each merge, how far it has read its source. A merge that fails is tried again as {@code
 * footfall.restart.*} says.
 */
public final class ReportJob implements Supervised {
  public static final String NAME = "report";

  /** The name of the thread that merges. */
  public static final String THREAD = "supervisor-" + NAME;

  private static final long STOP_REQUEST_MILLIS = 1_000;

  private final FootfallConfig config;
  private final ReportPass pass;
  private final RunMode mode;
  private final Consumer<PassReport> merged;
  private final SupervisedJob.Environment environment;
  private final StopRequest stopRequest;
  private final CountDownLatch stopAsked = new CountDownLatch(1);
  private final JobEnd end = new JobEnd(NAME);

  private ReportJob(
      SparkSession spark,
      FootfallConfig config,
      RunMode mode,
      Consumer<PassReport> merged,
      SupervisedJob.Environment environment)
      throws IOException {
    this.config = config;
    this.pass = new ReportPass(spark, config, environment.clock());
    this.mode = mode;
    this.merged = merged;
    this.environment = environment;
    this.stopRequest = StopRequest.of(config, NAME);
  }

  /**
   * Starts.
   *
   * @param mode {@link RunMode#AVAILABLE_NOW} for one merge of what is committed now
   * @param merged hears of each pass that got through
   */
  public static ReportJob start(
      SparkSession spark,
      FootfallConfig config,
      RunMode mode,
      Consumer<PassReport> merged,
      SupervisedJob.Environment environment) {
    try {
      ReportJob job = new ReportJob(spark, config, mode, merged, environment);
      job.stopRequest.clear();
      Thread thread = new Thread(job::supervise, THREAD);
      thread.setDaemon(true);
      thread.start();
      return job;
    } catch (IOException e) {
      throw RuntimeErrors.storage(config.checkpointRoot(), e);
    }
  }

  @Override
  public void stop() {
    stopAsked.countDown();
  }

  @Override
  public boolean awaitEnd(long millis) {
    return end.await(millis);
  }

  @Override
  public void close() {
    stop();
    end.await();
  }

  private void supervise() {
    Thread watch = new Thread(this::awaitStopRequest, "stop-request-" + NAME);
    watch.setDaemon(true);
    Optional<Throwable> failure = Optional.empty();
    try (pass) {
      watch.start();
      new Rounds(config, mode, environment).run(pass::run, this::stoppedWithin, merged);
    } catch (Throwable e) { // Scala declares none of what it throws; somebody waits for the end
      failure = Optional.of(e);
    }
    try {
      stop();
      watch.join();
      stopRequest.done(); // whoever has asked need not wait for a job that has failed
    } catch (Exception e) {
      failure = failure.or(() -> Optional.of(e));
    }
    end(failure.map(thrown -> JobFailure.of(NAME, config.warehouse(), thrown).error()));
  }

  private void end(Optional<FootfallException> failure) {
    try {
      failure.ifPresentOrElse(environment.observer()::failed, environment.observer()::ended);
    } finally {
      failure.ifPresentOrElse(end::failed, end::ended);
    }
  }

  /** True when a stop was asked for. */
  private boolean stoppedWithin(Duration pause) {
    try {
      return stopAsked.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /**
   * Answers while a pass runs too: whoever asks waits seconds for the first answer, not minutes.
   */
  private void awaitStopRequest() {
    boolean asked = false;
    while (!asked) {
      try {
        if (stopRequest.take()) {
          stop();
        }
      } catch (IOException | RuntimeException e) {
        environment.notices().accept("cannot look for a request to stop: " + e.getMessage());
      }
      asked = stoppedWithin(Duration.ofMillis(STOP_REQUEST_MILLIS));
    }
  }
}
