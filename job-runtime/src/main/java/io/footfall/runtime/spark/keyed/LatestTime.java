package io.footfall.runtime.spark.keyed;

import org.apache.spark.SparkContext;
import org.apache.spark.util.AccumulatorV2;

/**
 * The largest event time that the source has read, microseconds; {@link Long#MIN_VALUE} before the
 * first. Tasks report to the driver with their results, so a batch's events are in it when the
 * batch is committed.
 */
final class LatestTime extends AccumulatorV2<Long, Long> {
  private static final long NONE = Long.MIN_VALUE;

  private long micros = NONE;

  /** Ready to travel to tasks. */
  static LatestTime registered(SparkContext context) {
    LatestTime latest = new LatestTime();
    context.register(latest, "latest event time");
    return latest;
  }

  @Override
  public boolean isZero() {
    return micros == NONE;
  }

  @Override
  public AccumulatorV2<Long, Long> copy() {
    LatestTime copy = new LatestTime();
    copy.micros = micros;
    return copy;
  }

  @Override
  public void reset() {
    micros = NONE;
  }

  @Override
  public void add(Long other) {
    take(other);
  }

  /** {@link #add} without an object. */
  void take(long other) {
    micros = Math.max(micros, other);
  }

  @Override
  public void merge(AccumulatorV2<Long, Long> other) {
    take(other.value());
  }

  @Override
  public Long value() {
    return micros;
  }
}
