package io.footfall.report;

import io.footfall.report.spark.ReportPass;
import io.footfall.runtime.core.RuntimeErrors;
import io.footfall.runtime.core.lifecycle.Failure;
import io.footfall.runtime.core.lifecycle.RestartPolicy;
import io.footfall.runtime.spark.RunMode;
import io.footfall.runtime.spark.StopRequest;
import io.footfall.runtime.spark.Supervised;
import io.footfall.runtime.spark.SupervisedJob;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.core.error.FootfallException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
  private static final long STOP_REQUEST_MILLIS = 1_000;

  private final FootfallConfig config;
  private final ReportPass pass;
  private final RunMode mode;
  private final Consumer<Map<String, Integer>> merged;
  private final SupervisedJob.Environment environment;
  private final StopRequest stopRequest;
  private final CountDownLatch stopAsked = new CountDownLatch(1);
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private long passes;

  private ReportJob(
      SparkSession spark,
      FootfallConfig config,
      RunMode mode,
      Consumer<Map<String, Integer>> merged,
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
   * @param merged hears of each merge: new data files of the sources, by report table
   */
  public static ReportJob start(
      SparkSession spark,
      FootfallConfig config,
      RunMode mode,
      Consumer<Map<String, Integer>> merged,
      SupervisedJob.Environment environment) {
    try {
      ReportJob job = new ReportJob(spark, config, mode, merged, environment);
      job.stopRequest.clear();
      Thread thread = new Thread(job::supervise, "supervisor-" + NAME);
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
    try {
      end.get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RuntimeErrors.interrupted(NAME, e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof FootfallException known
          ? known
          : RuntimeErrors.queryFailed(NAME, e.getCause());
    }
  }

  @Override
  public void close() {
    stop();
    end.exceptionally(failure -> null).join();
  }

  private void supervise() {
    environment.observer().started(Map.of());
    Thread watch = new Thread(this::awaitStopRequest, "stop-request-" + NAME);
    watch.setDaemon(true);
    watch.start();
    Optional<Throwable> failure = Optional.empty();
    try (pass) {
      untilTheEnd();
    } catch (RuntimeException | Error e) {
      failure = Optional.of(e);
    }
    try {
      stop();
      watch.join();
      stopRequest.done(); // whoever has asked need not wait for a job that has failed
    } catch (IOException | InterruptedException e) {
      failure = failure.or(() -> Optional.of(e));
    }
    failure.ifPresentOrElse(this::failed, this::ended);
  }

  private void ended() {
    environment.observer().ended();
    end.complete(null);
  }

  private void failed(Throwable failure) {
    if (failure instanceof FootfallException known) {
      environment.observer().failed(known);
    }
    end.completeExceptionally(failure);
  }

  private void untilTheEnd() {
    RestartPolicy policy = RestartPolicy.of(config.restart());
    Duration pause = Duration.ZERO;
    boolean done = false;
    while (!done && !stoppedWithin(pause)) {
      long began = System.nanoTime();
      try {
        passes++;
        merged.accept(pass.run());
        done = mode == RunMode.AVAILABLE_NOW;
        pause = config.report().trigger().minusNanos(System.nanoTime() - began);
      } catch (FootfallException e) {
        Failure failure = Failure.of(environment.clock().instant(), e, true, passes);
        if (!(policy.after(failure, environment.jitter())
            instanceof RestartPolicy.RestartAfter restart)) {
          throw e;
        }
        environment
            .notices()
            .accept(
                "%s; tries again in %.1f s"
                    .formatted(e.problem(), restart.delay().toMillis() / 1_000.0));
        environment.observer().restarting(e, restart.delay());
        policy = restart.next();
        pause = restart.delay();
      }
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
      } catch (IOException e) {
        environment.notices().accept("cannot look for a request to stop: " + e.getMessage());
      }
      asked = stoppedWithin(Duration.ofMillis(STOP_REQUEST_MILLIS));
    }
  }
}
