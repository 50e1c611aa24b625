package io.footfall.cli.chaos;

import io.footfall.runtime.core.Failpoints.Point;
import java.time.Duration;

/** One thing that goes wrong; each ends with a dead driver. */
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

  /** What happens around the driver; it has to live through it, and is killed then. */
  record Trouble(Kind kind) implements Fault {

    /** Which. */
    enum Kind {
      BROKER_KILLED("broker killed, and back after 3 s"),
      BROKER_FROZEN("broker frozen for 5 s"),
      CHECKPOINT_DELETED("checkpoint deleted"),
      OFFSETS_TORN("newest offsets file of the checkpoint torn"),
      COMMITS_TORN("newest commits file of the checkpoint torn"),
      DUPLICATE_PRODUCERS("another producer sends the same events again"),
      PARTITIONS_ADDED("a partition added");

      private final String text;

      Kind(String text) {
        this.text = text;
      }
    }

    @Override
    public String text() {
      return kind.text;
    }
  }
}
