package io.footfall.runtime.spark.keyed;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.runtime.core.Batch;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a run ends that reads only what was there when it started: fixed with the first look at the
 * topic. It is over with the first batch that stands there and takes nothing: that one has the
 * watermark of all that was read. Thread-safe.
 */
final class InputEnd {
  private final boolean fixed;
  private Map<KafkaPartition, Long> end;
  private boolean over;
  private Runnable whenOver = () -> {};

  private InputEnd(boolean fixed) {
    this.fixed = fixed;
  }

  /** There is no end. */
  static InputEnd none() {
    return new InputEnd(false);
  }

  /** What the first look will find. */
  static InputEnd atFirstLook() {
    return new InputEnd(true);
  }

  /** True when there is one. */
  boolean isFixed() {
    return fixed;
  }

  /** What of the topic is to be read. */
  synchronized Map<KafkaPartition, Long> bound(Map<KafkaPartition, Long> latest) {
    if (!fixed) {
      return latest;
    }
    if (end == null) {
      end = new TreeMap<>(latest);
    }
    return end;
  }

  /** Hears of every batch, when it is done. */
  synchronized void passed(Batch batch) {
    if (end != null && !over && batch.isIdle() && stands(batch.ranges())) {
      over = true;
      whenOver.run();
    }
  }

  /** What to do at the end; done at once when that has come already. */
  synchronized void whenOver(Runnable action) {
    whenOver = action;
    if (over) {
      action.run();
    }
  }

  private boolean stands(Map<KafkaPartition, OffsetRange> ranges) {
    Map<KafkaPartition, Long> at = new TreeMap<>();
    ranges.forEach((partition, range) -> at.put(partition, range.until()));
    return at.equals(end);
  }
}
