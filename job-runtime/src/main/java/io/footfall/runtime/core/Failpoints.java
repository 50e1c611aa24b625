package io.footfall.runtime.core;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Places in the exactly-once protocol at which a test lets the driver die as under kill -9. Off
 * unless the system property {@value #PROPERTY} names one. Thread-safe.
 */
public final class Failpoints {
  /** {@code [JOB/]NAME[:HIT]}, the hit counted from 1; without a job, in each that runs. */
  public static final String PROPERTY = "footfall.failpoint";

  /** The exit code of a process that died here: that of kill -9. */
  public static final int EXIT_CODE = 137;

  /** A place, in the order in which a batch passes them. */
  public enum Point {
    /** The batch is in the offset log, no task has begun. */
    AFTER_OFFSET_LOG,
    /** A task has a Parquet file open and rows in it. */
    MID_PARQUET,
    /** All files are closed, no table has the batch. */
    BEFORE_DELTA_COMMIT,
    /** Tables before the authority have the batch, the authority has not. */
    BETWEEN_TABLE_COMMITS,
    /** All tables have the batch; nobody was told. */
    AFTER_DELTA_COMMIT,
    /** Listeners were told; Spark's commit log does not have the batch. */
    BEFORE_COMMIT_LOG,
    /** The table has the batch; a publisher, beside the batches, is about to copy its offsets. */
    MID_PUBLISH;

    /** As it is written in the property. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Optional<Point> armed;
  private int hitsLeft;

  private Failpoints(Optional<Point> armed, int hitsLeft) {
    this.armed = armed;
    this.hitsLeft = hitsLeft;
  }

  /** None is armed. */
  public static Failpoints off() {
    return new Failpoints(Optional.empty(), 0);
  }

  /** Those of a job in this process, as the system property says. */
  public static Failpoints armedFor(String job) {
    return of(System.getProperty(PROPERTY), job);
  }

  /**
   * Reads the property's value.
   *
   * @param setting null for none
   * @param job whose these are: none is armed when the setting names another
   * @throws io.footfall.schema.core.error.FootfallException category USER, when it names no place
   */
  public static Failpoints of(String setting, String job) {
    if (setting == null) {
      return off();
    }
    int slash = setting.indexOf('/');
    String[] parts = setting.substring(slash + 1).split(":", 2);
    Optional<Point> point =
        Arrays.stream(Point.values()).filter(each -> each.text().equals(parts[0])).findFirst();
    boolean hitIsGood = parts.length == 1 || parts[1].matches("[1-9]\\d{0,5}");
    if (point.isEmpty() || !hitIsGood) {
      throw RuntimeErrors.badFailpoint(
          setting,
          Arrays.stream(Point.values()).map(Point::text).collect(Collectors.joining(", ")));
    }
    return slash >= 0 && !setting.substring(0, slash).equals(job)
        ? off()
        : new Failpoints(point, parts.length == 1 ? 1 : Integer.parseInt(parts[1]));
  }

  /** Counts an arrival; true when the process is to die at this one. */
  public synchronized boolean isDue(Point point) {
    return armed.isPresent() && armed.get() == point && --hitsLeft == 0;
  }

  /** Dies if it is to: nothing is closed, no hook runs. */
  public void hit(Point point) {
    if (isDue(point)) {
      die();
    }
  }

  /** As kill -9. */
  public static void die() {
    Runtime.getRuntime().halt(EXIT_CODE);
  }
}
