package io.footfall.cli.output;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Function;

/**
 * One line about what goes on: on a terminal it is redrawn, elsewhere it is printed now and then.
 * Used by one thread.
 */
final class StatusLine {
  private static final Duration REDRAW = Duration.ofMillis(100);
  private static final Duration NEXT_LINE = Duration.ofSeconds(5);

  private final PrintWriter err;
  private final boolean terminal;
  private final Clock clock;
  private final Instant start;
  private Instant shown;

  /**
   * Starts the time.
   *
   * @param terminal whether {@code err} is one
   */
  StatusLine(PrintWriter err, boolean terminal, Clock clock) {
    this.err = err;
    this.terminal = terminal;
    this.clock = clock;
    this.start = clock.instant();
    this.shown = start;
  }

  boolean onTerminal() {
    return terminal;
  }

  /**
   * Shows the line if the last showing is long enough ago.
   *
   * @param text makes the line, from the seconds since the start, which are never zero
   */
  void offer(Function<Double, String> text) {
    Instant now = clock.instant();
    if (Duration.between(shown, now).compareTo(terminal ? REDRAW : NEXT_LINE) >= 0) {
      shown = now;
      show(text, now);
    }
  }

  /** Shows the line a last time and leaves it. */
  void leave(Function<Double, String> text) {
    show(text, clock.instant());
    if (terminal) {
      err.println();
      err.flush();
    }
  }

  private void show(Function<Double, String> text, Instant now) {
    String line = text.apply(Math.max(0.001, Duration.between(start, now).toNanos() / 1e9));
    if (terminal) {
      err.print("\r" + line + "\u001b[K");
    } else {
      err.println(line);
    }
    err.flush();
  }

  /** Such as {@code 0:07} or {@code 1:00:00}. */
  static String clockTime(long seconds) {
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
