package io.footfall.cli.chaos;

import io.footfall.runtime.core.Failpoints.Point;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One thing that goes wrong; each ends with a dead driver. */
public sealed interface Fault {

  /** For people. */
  String text();

  /** As it is asked for: {@code kill}, {@code mid-parquet}, {@code broker-killed}. */
  String name();

  /** The job that it concerns; empty when it concerns all. */
  Optional<String> ofJob();

  /** Whether it is the one of this name, with or without a job: {@code session/mid-parquet}. */
  default boolean isCalled(String wanted) {
    return wanted.equals(name())
        || ofJob().map(job -> job + "/" + name()).equals(Optional.of(wanted));
  }

  /** From when a kill's delay is counted. */
  enum Since {
    /** The start of the driver's process: it dies while it recovers, or before. */
    START,
    /** The moment at which every job has committed. */
    COMMIT
  }

  /** kill -9 at a moment that has nothing to do with what the driver does. */
  record Kill(Since since, Duration delay) implements Fault {
    @Override
    public String name() {
      return "kill";
    }

    @Override
    public Optional<String> ofJob() {
      return Optional.empty();
    }

    @Override
    public String text() {
      return "kill -9, %.2f s after %s"
          .formatted(
              delay.toMillis() / 1_000.0,
              since == Since.START ? "its start" : "every job's first commit");
    }
  }

  /**
   * A failpoint.
   *
   * @param job whose
   * @param hit at which arrival, counted from 1
   * @param again true when the driver before died there too
   */
  record Halt(String job, Point point, int hit, boolean again) implements Fault {
    @Override
    public String name() {
      return point.text();
    }

    @Override
    public Optional<String> ofJob() {
      return Optional.of(job);
    }

    @Override
    public String text() {
      return "%s: %s, hit %d%s".formatted(job, name(), hit, again ? ", twice in a row" : "");
    }

    /** The value of the system property that arms it. */
    String setting() {
      return job + "/" + name() + ":" + hit;
    }
  }

  /** What happens around the driver; it has to live through it, and is killed then. */
  record Trouble(Kind kind, Optional<String> ofJob) implements Fault {

    /** Which. */
    enum Kind {
      BROKER_KILLED("broker killed, and back after 3 s", false),
      BROKER_FROZEN("broker frozen for 5 s", false),
      CHECKPOINT_DELETED("checkpoint deleted under the running job", true),
      OFFSETS_TORN("newest offsets file of the checkpoint torn", true),
      COMMITS_TORN("newest commits file of the checkpoint torn", true),
      DUPLICATE_PRODUCERS("another producer sends the same events again", false),
      PARTITIONS_ADDED("a partition added", false);

      private final String text;
      private final boolean ofOneJob;

      Kind(String text, boolean ofOneJob) {
        this.text = text;
        this.ofOneJob = ofOneJob;
      }
    }

    /** One for each job, or one for all. */
    static List<Trouble> of(Kind kind, List<String> jobs) {
      return kind.ofOneJob
          ? jobs.stream().map(job -> new Trouble(kind, Optional.of(job))).toList()
          : List.of(new Trouble(kind, Optional.empty()));
    }

    @Override
    public String name() {
      return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String text() {
      return ofJob.map(job -> job + ": ").orElse("") + kind.text;
    }
  }
}
