package io.footfall.cli.output;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.Locale;

/**
 * How far something is, with rate and time left. On a terminal one line that is redrawn; elsewhere
 * a line now and then. Used by one thread.
 */
public final class ProgressBar implements AutoCloseable {
  private static final int CELLS = 24;

  private final StatusLine line;
  private final String label;
  private final long total;
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
    this.line = new StatusLine(err, terminal, clock);
    this.label = label;
    this.total = total;
  }

  /** Tells how much is done in all; shows it when the last showing is long enough ago. */
  public void update(long doneSoFar) {
    done = doneSoFar;
    if (!closed) {
      line.offer(this::text);
    }
  }

  /** Shows the last state and leaves the line. Later updates show nothing. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (done > 0) { // else a failure will say so
      line.leave(this::text);
    }
  }

  private String text(double seconds) {
    double rate = done / seconds;
    String text =
        total > 0
            ? String.format(
                Locale.ROOT, "%s %s%,d of %,d, %d%%", label, bar(), done, total, percent())
            : String.format(Locale.ROOT, "%s %,d", label, done);
    text += String.format(Locale.ROOT, ", %,.0f/s", rate);
    if (closed) {
      return text + ", took " + StatusLine.clockTime(Math.round(seconds));
    }
    boolean endInSight = total > done && rate > 0;
    return endInSight
        ? text + ", " + StatusLine.clockTime(Math.round((total - done) / rate)) + " left"
        : text;
  }

  private String bar() {
    if (!line.onTerminal()) {
      return "";
    }
    int filled = (int) (CELLS * Math.min(done, total) / total);
    return "[" + "#".repeat(filled) + ".".repeat(CELLS - filled) + "] ";
  }

  private long percent() {
    return 100 * Math.min(done, total) / total;
  }
}
