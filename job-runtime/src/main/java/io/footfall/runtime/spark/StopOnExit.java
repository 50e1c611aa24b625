package io.footfall.runtime.spark;

import org.apache.hadoop.util.ShutdownHookManager;

/** Runs something when the JVM is asked to end, before Spark's own hook stops the context. */
public final class StopOnExit implements AutoCloseable {
  /** Hadoop runs higher ones first; Spark's hook is at 40. */
  private static final int BEFORE_SPARK = 100;

  private final Runnable hook;

  private StopOnExit(Runnable hook) {
    this.hook = hook;
  }

  /** Registers until closed. */
  public static StopOnExit call(Runnable stop) {
    ShutdownHookManager.get().addShutdownHook(stop, BEFORE_SPARK);
    return new StopOnExit(stop);
  }

  @Override
  public void close() {
    if (!ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get().removeShutdownHook(hook);
    }
  }
}
