package io.footfall.offsets.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A growing set of offsets of one partition, kept as the fewest ranges. Cheap where offsets arrive
 * in order.
 */
public final class RangeSet {
  private final TreeMap<Long, Long> untilByFrom = new TreeMap<>();

  /** Adds an offset. */
  public void add(long offset) {
    add(new OffsetRange(offset, offset + 1));
  }

  /** Adds all offsets of a range; those already there stay. */
  public void add(OffsetRange range) {
    if (range.isEmpty()) {
      return;
    }
    long from = range.from();
    long until = range.until();
    Map.Entry<Long, Long> before = untilByFrom.floorEntry(from);
    if (before != null && before.getValue() >= from) {
      from = before.getKey();
      until = Math.max(until, before.getValue());
    }
    Map.Entry<Long, Long> next = untilByFrom.ceilingEntry(from);
    while (next != null && next.getKey() <= until) {
      until = Math.max(until, next.getValue());
      untilByFrom.remove(next.getKey());
      next = untilByFrom.ceilingEntry(from);
    }
    untilByFrom.put(from, until);
  }

  /** Ascending, apart from each other. */
  public List<OffsetRange> ranges() {
    List<OffsetRange> ranges = new ArrayList<>(untilByFrom.size());
    untilByFrom.forEach((from, until) -> ranges.add(new OffsetRange(from, until)));
    return ranges;
  }

  /** The parts of {@code whole} that are not in this set, ascending. */
  public List<OffsetRange> missingFrom(OffsetRange whole) {
    List<OffsetRange> missing = new ArrayList<>();
    long next = whole.from();
    for (OffsetRange present : ranges()) {
      if (present.until() <= next) {
        continue;
      }
      if (present.from() >= whole.until()) {
        break;
      }
      if (present.from() > next) {
        missing.add(new OffsetRange(next, present.from()));
      }
      next = present.until();
    }
    if (next < whole.until()) {
      missing.add(new OffsetRange(next, whole.until()));
    }
    return missing;
  }
}
