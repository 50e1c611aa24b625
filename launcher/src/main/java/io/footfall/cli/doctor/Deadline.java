package io.footfall.cli.doctor;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Gives a call a time after which nobody waits for it any more. */
final class Deadline {

  private Deadline() {}

  /**
   * Calls on a thread of its own, which is interrupted and left behind when the time is up.
   *
   * @throws TimeoutException when the time is up
   * @throws ExecutionException with what the call threw
   */
  static <T> T call(Duration limit, Callable<T> call)
      throws TimeoutException, ExecutionException, InterruptedException {
    FutureTask<T> task = new FutureTask<>(call);
    Thread thread = new Thread(task, "doctor-check");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      task.cancel(true);
    }
  }
}
