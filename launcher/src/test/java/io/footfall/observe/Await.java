package io.footfall.observe;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waits for what other processes do in their own time. */
final class Await {
  private static final long POLL_MILLIS = 200;

  private Await() {}

  /** A condition that may fail to be asked for at first. */
  interface Condition {
    boolean holds() throws Exception;
  }

  /** Returns when it holds; fails after the deadline with what {@code otherwise} says. */
  static void until(Duration deadline, Condition condition, Supplier<String> otherwise) {
    long end = System.nanoTime() + deadline.toNanos();
    Exception last = null;
    while (System.nanoTime() < end) {
      try {
        if (condition.holds()) {
          return;
        }
        last = null;
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      } catch (Exception e) {
        last = e;
      }
    }
    throw new AssertionError("within " + deadline + ": " + otherwise.get(), last);
  }
}
