package io.footfall.runtime.spark;

import io.footfall.runtime.core.RuntimeErrors;
import io.footfall.runtime.core.lifecycle.Failure;
import io.footfall.runtime.core.lifecycle.JobObserver;
import io.footfall.runtime.core.lifecycle.RestartPolicy;
import io.footfall.runtime.core.lifecycle.RestartPolicy.Decision;
import io.footfall.runtime.core.lifecycle.RestartPolicy.GiveUp;
import io.footfall.runtime.core.lifecycle.RestartPolicy.RestartAfter;
import io.footfall.runtime.delta.DeltaTables;
import io.footfall.schema.core.error.FootfallException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job that is started again after failures, as {@code footfall.restart.*} says, and that ends
 * behind its running batch when asked to: by {@link #stop}, or by a {@link StopRequest}. Each start
 * makes a new plan and a new sink, so that everything is read again. Has a thread of its own;
 * thread-safe.
 */
public final class SupervisedJob implements Supervised {
  private static final Logger LOG = LoggerFactory.getLogger(SupervisedJob.class);

  /** How soon a stop is noticed. */
  private static final long POLL_MILLIS = 200;

  private static final long STOP_REQUEST_MILLIS = 1_000;

  private final Supplier<RunningJob> starter;
  private final JobPlan firstPlan;
  private final StopRequest stopRequest;
  private final Environment environment;
  private final CountDownLatch stopAsked = new CountDownLatch(1);
  private final JobEnd end;
  private long stopRequestSeenAt;
  private int restarts;

  /**
   * What a supervisor needs beside the job.
   *
   * @param jitter for the waits before restarts
   * @param notices hears of failures and restarts, one line each
   * @param observer hears of the job's life
   */
  public record Environment(
      Clock clock, RandomGenerator jitter, Consumer<String> notices, JobObserver observer) {

    /** Without an observer. */
    public Environment(Clock clock, RandomGenerator jitter, Consumer<String> notices) {
      this(clock, jitter, notices, JobObserver.NONE);
    }

    /** The real ones. */
    public static Environment real(Consumer<String> notices) {
      return real(notices, JobObserver.NONE);
    }

    /** The real ones, and an observer. */
    public static Environment real(Consumer<String> notices, JobObserver observer) {
      return new Environment(
          Clock.systemUTC(), RandomGenerator.of("L64X128MixRandom"), notices, observer);
    }
  }

  private SupervisedJob(
      Supplier<RunningJob> starter,
      RunningJob first,
      Environment environment,
      StopRequest request) {
    this.starter = starter;
    this.firstPlan = first.plan();
    this.environment = environment;
    this.stopRequest = request;
    this.end = new JobEnd(firstPlan.job());
  }

  /**
   * Starts. What fails at this first start is thrown and not retried.
   *
   * @param starter plans and starts; called again for each restart
   */
  public static SupervisedJob start(Supplier<RunningJob> starter, Environment environment) {
    RunningJob first = starter.get();
    try {
      StopRequest request = first.stopRequest();
      request.clear();
      SupervisedJob job = new SupervisedJob(starter, first, environment, request);
      Thread thread = new Thread(() -> job.supervise(first), "supervisor-" + first.plan().job());
      thread.setDaemon(true);
      thread.start();
      return job;
    } catch (IOException | RuntimeException e) {
      first.close();
      throw new JobFailedException(JobFailure.of(first.plan(), e));
    }
  }

  /** Asks the job to end behind its running batch; returns at once. */
  @Override
  public void stop() {
    stopAsked.countDown();
  }

  /**
   * Waits for the job's end, but not for ever.
   *
   * @return true when it has ended
   * @throws FootfallException when it has failed for good
   */
  @Override
  public boolean awaitEnd(long millis) {
    return end.await(millis);
  }

  /** Stops, and waits for it. What the job failed of is {@link #awaitEnd}'s to tell. */
  @Override
  public void close() {
    stop();
    end.await();
  }

  private void supervise(RunningJob first) {
    Optional<FootfallException> failure;
    try {
      failure = untilTheEnd(first);
      stopRequest.done();
    } catch (Throwable e) { // Scala declares none of what it throws; somebody waits for the end
      failure = Optional.of(JobFailure.of(firstPlan, e).error());
    }
    try {
      failure.ifPresentOrElse(environment.observer()::failed, environment.observer()::ended);
    } finally {
      failure.ifPresentOrElse(end::failed, end::ended);
    }
  }

  /** What the job failed of for good; empty when it ended by itself or was stopped. */
  private Optional<FootfallException> untilTheEnd(RunningJob first) {
    RestartPolicy policy = RestartPolicy.of(firstPlan.config().restart());
    Optional<JobFailure> failure = run(first);
    while (failure.isPresent()) {
      FootfallException error = failure.get().error();
      LOG.debug("the job failed", error);
      Failure counted =
          Failure.of(environment.clock().instant(), error, failure.get().known(), batch());
      Decision decision = policy.after(counted, environment.jitter());
      if (decision instanceof GiveUp giveUp) {
        return Optional.of(
            restarts == 0 ? error : RuntimeErrors.gaveUp(error, restarts, giveUp.reason()));
      }
      RestartAfter restart = (RestartAfter) decision;
      environment.notices().accept(notice(error, restart.delay()));
      environment.observer().restarting(error, restart.delay());
      if (stoppedWithin(restart.delay())) {
        return Optional.empty();
      }
      policy = restart.next();
      failure = restart();
    }
    return Optional.empty();
  }

  private Optional<JobFailure> restart() {
    restarts++;
    DeltaTables.forgetAll();
    RunningJob job;
    try {
      job = starter.get();
    } catch (Exception e) { // Scala declares none of what it throws
      return Optional.of(JobFailure.of(firstPlan, e));
    }
    return run(job);
  }

  /** Runs one query to its end. */
  private Optional<JobFailure> run(RunningJob started) {
    try (RunningJob job = started) {
      environment.observer().started(job.plan().start().offsets());
      while (!job.awaitEnd(POLL_MILLIS)) {
        if (isStopAsked()) {
          job.stopAfterBatch();
        }
      }
      return Optional.empty();
    } catch (JobFailedException e) {
      return Optional.of(e.failure());
    } catch (Exception e) { // Scala declares none of what it throws
      return Optional.of(JobFailure.of(firstPlan, e));
    }
  }

  private boolean isStopAsked() {
    long now = System.nanoTime();
    if (now - stopRequestSeenAt >= TimeUnit.MILLISECONDS.toNanos(STOP_REQUEST_MILLIS)) {
      stopRequestSeenAt = now;
      try {
        if (stopRequest.take()) {
          stop();
        }
      } catch (IOException e) {
        LOG.warn("cannot look for a request to stop: {}", e.toString());
      }
    }
    return stopAsked.getCount() == 0;
  }

  private boolean stoppedWithin(Duration delay) {
    long until = System.nanoTime() + delay.toNanos();
    while (!isStopAsked() && System.nanoTime() < until) {
      try {
        if (stopAsked.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
          return true;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return true;
      }
    }
    return stopAsked.getCount() == 0;
  }

  /** The batch that is running or due. */
  private long batch() {
    try {
      return firstPlan.log().lastFinishedBatch().orElse(-1) + 1;
    } catch (IOException e) {
      LOG.debug("the checkpoint does not say which batch failed", e);
      return -1;
    }
  }

  private static String notice(FootfallException error, Duration delay) {
    return "%s; starts again in %.1f s".formatted(error.problem(), delay.toMillis() / 1_000.0);
  }
}
