package io.footfall.cli.run;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.util.SignalUtils;

/**
 * Makes SIGTERM and SIGINT (Ctrl-C) a request to stop rather than the end of the process, so that
 * the command returns by itself, with its own exit code. The second signal ends the process as
 * usual.
 */
public final class StopOnSignal implements AutoCloseable {
  private final AtomicBoolean open = new AtomicBoolean(true);

  private StopOnSignal() {}

  /**
   * Listens until closed.
   *
   * @param stop called once, on a thread of the JVM's: returns at once
   */
  public static StopOnSignal call(Runnable stop) {
    StopOnSignal handler = new StopOnSignal();
    for (String signal : new String[] {"TERM", "INT"}) {
      SignalUtils.register(signal, () -> handler.take(stop));
    }
    return handler;
  }

  /** True when the signal is dealt with; else the JVM's own handler gets it. */
  private boolean take(Runnable stop) {
    if (!open.getAndSet(false)) {
      return false;
    }
    stop.run();
    return true;
  }

  @Override
  public void close() {
    open.set(false);
  }
}
