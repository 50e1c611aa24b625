package io.footfall.cli.output;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How many records each of several jobs has committed, and how fast. On a terminal one line that is
 * redrawn; elsewhere a line now and then. Used by one thread.
 */
public final class JobsBar implements AutoCloseable {
  private final StatusLine line;
  private Map<String, Long> records = Map.of();
  private boolean closed;

  /**
   * Starts the time.
   *
   * @param terminal whether {@code err} is one
   */
  public JobsBar(PrintWriter err, boolean terminal, Clock clock) {
    this.line = new StatusLine(err, terminal, clock);
  }

  /**
   * Tells how far all are; shows it when the last showing is long enough ago.
   *
   * @param recordsByJob in the order in which they are shown
   */
  public void update(Map<String, Long> recordsByJob) {
    records = recordsByJob;
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
    if (records.values().stream().anyMatch(done -> done > 0)) { // else a failure will say so
      line.leave(seconds -> text(seconds) + ", took " + StatusLine.clockTime(Math.round(seconds)));
    }
  }

  private String text(double seconds) {
    return "records: "
        + records.entrySet().stream()
            .map(
                job ->
                    String.format(
                        Locale.ROOT,
                        "%s %,d, %,.0f/s",
                        job.getKey(),
                        job.getValue(),
                        job.getValue() / seconds))
            .collect(Collectors.joining(" | "));
  }
}
