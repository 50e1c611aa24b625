package io.footfall.cli.chaos;

import io.footfall.runtime.core.Failpoints.Point;
import java.time.Duration;

/** One way in which the driver dies. */
public sealed interface Fault {

  /** For people. */
  String text();

  /** From when a kill's delay is counted. */
  enum Since {
    /** The start of the driver's process: it dies while it recovers, or before. */
    START,
    /** Its first commit. */
    COMMIT
  }

  /** kill -9 at a moment that has nothing to do with what the driver does. */
  record Kill(Since since, Duration delay) implements Fault {
    @Override
    public String text() {
      return "kill -9, %.2f s after %s"
          .formatted(
              delay.toMillis() / 1_000.0, since == Since.START ? "its start" : "its first commit");
    }
  }

  /**
   * A failpoint.
   *
   * @param hit at which arrival, counted from 1
   * @param again true when the driver before died there too
   */
  record Halt(Point point, int hit, boolean again) implements Fault {
    @Override
    public String text() {
      return "%s, hit %d%s".formatted(point.text(), hit, again ? ", twice in a row" : "");
    }

    /** The value of the system property that arms it. */
    String setting() {
      return point.text() + ":" + hit;
    }
  }
}
