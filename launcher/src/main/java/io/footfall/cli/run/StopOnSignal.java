package io.footfall.cli.run;

import org.apache.hadoop.util.ShutdownHookManager;

/** Stops a job when the process is asked to end, before Spark's own hook stops the context. */
public final class StopOnSignal implements AutoCloseable {
  /** Hadoop runs higher ones first; Spark's hook is at 40. */
  private static final int BEFORE_SPARK = 100;

  private final Runnable hook;

  private StopOnSignal(Runnable hook) {
    this.hook = hook;
  }

  /** Registers until closed. */
  public static StopOnSignal call(Runnable stop) {
    ShutdownHookManager.get().addShutdownHook(stop, BEFORE_SPARK);
    return new StopOnSignal(stop);
  }

  @Override
  public void close() {
    if (!ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get().removeShutdownHook(hook);
    }
  }
}
