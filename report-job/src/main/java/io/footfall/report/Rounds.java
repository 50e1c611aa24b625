package io.footfall.report;

import io.footfall.runtime.core.RuntimeErrors;
import io.footfall.runtime.core.lifecycle.Failure;
import io.footfall.runtime.core.lifecycle.JobObserver;
import io.footfall.runtime.core.lifecycle.PassReport;
import io.footfall.runtime.core.lifecycle.RestartPolicy;
import io.footfall.runtime.core.lifecycle.RestartPolicy.GiveUp;
import io.footfall.runtime.core.lifecycle.RestartPolicy.RestartAfter;
import io.footfall.runtime.spark.JobFailure;
import io.footfall.runtime.spark.RunMode;
import io.footfall.runtime.spark.SupervisedJob;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.core.error.FootfallException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pass after pass, and after a failure again as {@code footfall.restart.*} says. A pass counts as
 * what is a batch elsewhere: an unforeseen failure that comes back at one of them is not tried for
 * ever. The observer hears that the job runs at its beginning, and again when a pass has got
 * through after failures: before that, nobody knows that it does. One thread.
 */
final class Rounds {
  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  private final FootfallConfig config;
  private final RunMode mode;
  private final SupervisedJob.Environment environment;
  private RestartPolicy policy;
  private boolean running;
  private long passes;
  private int restarts;

  Rounds(FootfallConfig config, RunMode mode, SupervisedJob.Environment environment) {
    this.config = config;
    this.mode = mode;
    this.environment = environment;
    this.policy = RestartPolicy.of(config.restart());
  }

  /** One pass; throws whatever it likes. */
  interface Pass {
    PassReport run() throws Exception;
  }

  /** What is between two passes. */
  interface Rest {
    /** Waits, and not at all when there is nothing to wait for; true when a stop was asked for. */
    boolean stoppedWithin(Duration pause);
  }

  /**
   * Until a stop was asked for, or after one pass in {@link RunMode#AVAILABLE_NOW}.
   *
   * @param merged hears of each pass
   * @throws FootfallException when it gives up
   */
  void run(Pass pass, Rest rest, Consumer<PassReport> merged) {
    JobObserver observer = environment.observer();
    observer.started(Map.of());
    running = true;
    boolean done = false;
    Duration pause = Duration.ZERO;
    while (!done && !rest.stoppedWithin(pause)) {
      long began = System.nanoTime();
      try {
        PassReport report = pass.run();
        passes++;
        if (!running) {
          observer.started(Map.of());
          running = true;
        }
        observer.passed(report);
        merged.accept(report);
        done = mode == RunMode.AVAILABLE_NOW;
        pause = config.report().trigger().minusNanos(System.nanoTime() - began);
      } catch (Exception e) { // Scala declares none of what it throws
        pause = afterFailure(JobFailure.of(ReportJob.NAME, config.warehouse(), e));
      }
    }
  }

  /** How long to wait; throws when it is given up. */
  private Duration afterFailure(JobFailure failure) {
    FootfallException error = failure.error();
    LOG.debug("pass {} failed", passes + 1, error);
    Failure counted = Failure.of(environment.clock().instant(), error, failure.known(), passes + 1);
    RestartPolicy.Decision decision = policy.after(counted, environment.jitter());
    if (decision instanceof GiveUp giveUp) {
      throw restarts == 0 ? error : RuntimeErrors.gaveUp(error, restarts, giveUp.reason());
    }
    RestartAfter restart = (RestartAfter) decision;
    restarts++;
    running = false;
    policy = restart.next();
    environment
        .notices()
        .accept(
            "%s; tries again in %.1f s"
                .formatted(error.problem(), restart.delay().toMillis() / 1_000.0));
    environment.observer().restarting(error, restart.delay());
    return restart.delay();
  }
}
