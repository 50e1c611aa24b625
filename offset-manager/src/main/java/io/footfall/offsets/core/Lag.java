package io.footfall.offsets.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a job is behind in one partition.
 *
 * @param records offsets between the position and the end
 * @param time between the record at the position and the newest one; zero when nothing is left,
 *     empty where it is not known
 */
public record Lag(long records, Optional<Duration> time) {

  /**
   * Compares.
   *
   * @param position the first offset not accounted for
   * @param end behind the last offset
   * @param atPosition the time of the record there; empty where there is none
   * @param newest the largest time of a record
   */
  public static Lag of(
      long position, long end, Optional<Instant> atPosition, Optional<Instant> newest) {
    long records = Math.max(0, end - position);
    if (records == 0) {
      return new Lag(0, Optional.of(Duration.ZERO));
    }
    return new Lag(
        records,
        atPosition.flatMap(
            from ->
                newest.map(to -> from.isBefore(to) ? Duration.between(from, to) : Duration.ZERO)));
  }

  /**
   * How long until a job has caught up, while more comes in.
   *
   * @param records over all partitions
   * @param readPerSecond what the job has done of late; empty when it did nothing
   * @param writtenPerSecond what has come in of late
   * @return empty when it never will, or nobody can tell
   */
  public static Optional<Duration> catchUp(
      long records, Optional<Double> readPerSecond, double writtenPerSecond) {
    if (records == 0) {
      return Optional.of(Duration.ZERO);
    }
    return readPerSecond
        .map(read -> read - writtenPerSecond)
        .filter(gain -> gain > 0)
        .map(gain -> Duration.ofMillis(Math.round(1_000 * records / gain)));
  }
}
