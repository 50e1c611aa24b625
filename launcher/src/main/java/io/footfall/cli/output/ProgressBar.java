package io.footfall.cli.output;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * How far something is, with rate and time left. On a terminal one line that is redrawn; elsewhere
 * a line now and then. Used by one thread.
 */
public final class ProgressBar implements AutoCloseable {

  private static final Duration REDRAW = Duration.ofMillis(100);
  private static final Duration NEXT_LINE = Duration.ofSeconds(5);
  private static final int CELLS = 24;

  private final PrintWriter err;
  private final boolean terminal;
  private final Clock clock;
  private final String label;
  private final long total;
  private final Instant start;
  private Instant shown;
  private long done;
  private boolean closed;

  /**
   * Starts the time.
   *
   * @param terminal whether {@code err} is one
   * @param label what is done, and to what, such as {@code events}
   * @param total how much there is; zero or less when nobody knows
   */
  public ProgressBar(PrintWriter err, boolean terminal, Clock clock, String label, long total) {
    this.err = err;
    this.terminal = terminal;
    this.clock = clock;
    this.label = label;
    this.total = total;
    this.start = clock.instant();
    this.shown = start;
  }

  /** Tells how much is done in all; shows it when the last showing is long enough ago. */
  public void update(long doneSoFar) {
    done = doneSoFar;
    Instant now = clock.instant();
    if (closed || Duration.between(shown, now).compareTo(terminal ? REDRAW : NEXT_LINE) < 0) {
      return;
    }
    shown = now;
    show(now);
  }

  /** Shows the last state and leaves the line. Later updates show nothing. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (done == 0) {
      return; // a failure will say so
    }
    show(clock.instant());
    if (terminal) {
      err.println();
      err.flush();
    }
  }

  private void show(Instant now) {
    if (terminal) {
      err.print("\r" + text(now) + "\u001b[K");
    } else {
      err.println(text(now));
    }
    err.flush();
  }

  private String text(Instant now) {
    double seconds = Math.max(0.001, Duration.between(start, now).toNanos() / 1e9);
    double rate = done / seconds;
    String text =
        total > 0
            ? String.format(
                Locale.ROOT, "%s %s%,d of %,d, %d%%", label, bar(), done, total, percent())
            : String.format(Locale.ROOT, "%s %,d", label, done);
    text += String.format(Locale.ROOT, ", %,.0f/s", rate);
    if (closed) {
      return text + ", took " + clockTime(Math.round(seconds));
    }
    boolean endInSight = total > done && rate > 0;
    return endInSight ? text + ", " + clockTime(Math.round((total - done) / rate)) + " left" : text;
  }

  private String bar() {
    if (!terminal) {
      return "";
    }
    int filled = (int) (CELLS * Math.min(done, total) / total);
    return "[" + "#".repeat(filled) + ".".repeat(CELLS - filled) + "] ";
  }

  private long percent() {
    return 100 * Math.min(done, total) / total;
  }

  private static String clockTime(long seconds) {
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
