package io.footfall.offsets.publish;

import io.footfall.offsets.core.OffsetStore;
import io.footfall.offsets.core.Position;
import io.footfall.offsets.core.Publication;
import io.footfall.offsets.core.Publication.Notice;
import io.footfall.offsets.core.Publication.Pace;
import io.footfall.offsets.core.Publication.Step;
import io.footfall.schema.core.error.FootfallException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Publishes what a table has recorded to one target, on a thread of its own: {@link #committed}
 * returns at once, an outage of the target stops nobody. Thread-safe.
 */
public final class OffsetPublisher implements AutoCloseable {
  private final String target;
  private final Supplier<OffsetStore> opener;
  private final Clock clock;
  private final Runnable beforeWrite;
  private final Listener listener;
  private final Thread thread;
  private Publication state;
  private boolean closing;

  /** Hears how it goes. Called on the publisher's thread. */
  public interface Listener {

    /** The target has this now. */
    void wrote(Position position);

    /** It did not take what there was; it will be tried again. */
    void failed(FootfallException error);

    /** An outage, once, and its end, once, in words for people. */
    void warn(String message);
  }

  /**
   * Starts.
   *
   * @param target its name, such as {@code kafka}
   * @param opener called on the thread, so that connecting costs the caller nothing
   * @param beforeWrite runs before each write
   */
  public static OffsetPublisher start(
      String target,
      Supplier<OffsetStore> opener,
      Pace pace,
      Clock clock,
      Runnable beforeWrite,
      Listener listener) {
    OffsetPublisher publisher =
        new OffsetPublisher(target, opener, pace, clock, beforeWrite, listener);
    publisher.thread.start();
    return publisher;
  }

  private OffsetPublisher(
      String target,
      Supplier<OffsetStore> opener,
      Pace pace,
      Clock clock,
      Runnable beforeWrite,
      Listener listener) {
    this.target = target;
    this.opener = opener;
    this.clock = clock;
    this.beforeWrite = beforeWrite;
    this.listener = listener;
    this.state = Publication.idle(pace);
    this.thread = new Thread(this::run, "publish-offsets-" + target);
    thread.setDaemon(true);
  }

  /** What the table has recorded now. */
  public synchronized void committed(Position position) {
    state = state.committed(position);
    notifyAll();
  }

  /** Publishes what is left, and ends; waits no longer than that. */
  public void close(Duration most) {
    synchronized (this) {
      closing = true;
      notifyAll();
    }
    try {
      thread.join(Math.max(1, most.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }

  @Override
  public void close() {
    close(Duration.ofSeconds(3));
  }

  private void run() {
    Optional<OffsetStore> store = Optional.empty();
    try {
      Optional<Position> due = awaitDue();
      while (due.isPresent()) {
        if (store.isEmpty()) {
          store = open();
        }
        if (store.isPresent()) {
          write(store.get(), due.get());
        }
        due = awaitDue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // told to end at once
    } finally {
      store.ifPresent(OffsetStore::close);
    }
  }

  /** What to write, as soon as it is time; empty at the end. */
  private synchronized Optional<Position> awaitDue() throws InterruptedException {
    while (true) {
      if (closing) {
        boolean last = !state.isCurrent() && state.failures() == 0;
        return last ? state.committed() : Optional.empty();
      }
      Optional<Duration> wait = state.dueIn(clock.instant());
      if (wait.isPresent() && wait.get().isZero()) {
        return state.committed();
      }
      wait(wait.map(Duration::toMillis).map(millis -> Math.max(1, millis)).orElse(0L));
    }
  }

  private Optional<OffsetStore> open() {
    try {
      return Optional.of(opener.get());
    } catch (FootfallException e) {
      failed(e);
      return Optional.empty();
    }
  }

  private void write(OffsetStore store, Position position) {
    try {
      beforeWrite.run();
      store.write(position);
    } catch (FootfallException e) {
      failed(e);
      return;
    }
    Step step;
    synchronized (this) {
      step = state.wrote(position, clock.instant());
      state = step.next();
    }
    listener.wrote(position);
    if (step.notice() == Notice.HEALED) {
      listener.warn("offsets are published again to " + store.describe());
    }
  }

  private void failed(FootfallException error) {
    Step step;
    synchronized (this) {
      step = state.failed(clock.instant());
      state = step.next();
    }
    listener.failed(error);
    if (step.notice() == Notice.OUTAGE) {
      listener.warn(
          "offsets are not published to %s; the job goes on, and it is tried again: %s"
              .formatted(target, error.getMessage()));
    }
  }
}
