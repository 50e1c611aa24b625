package io.footfall.offsets.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Checks that ranges from several tables cover what a partition has recorded exactly, without
 * overlap. Ranges are added in ascending order of {@code from}.
 */
public final class Coverage {
  private final OffsetRange recorded;
  private final Map<String, Long> countByTable = new TreeMap<>();
  private final List<OffsetRange> missing = new ArrayList<>();
  private final List<OffsetRange> doubled = new ArrayList<>();
  private final List<OffsetRange> unrecorded = new ArrayList<>();
  private long next;
  private long lastFrom = -1;

  /**
   * Begins.
   *
   * @param recorded from the first offset that the tables account for to the recorded end
   */
  public Coverage(OffsetRange recorded) {
    this.recorded = recorded;
    this.next = recorded.from();
  }

  /** Adds offsets found in a table. */
  public void add(String table, OffsetRange found) {
    if (found.from() < lastFrom) {
      throw new IllegalArgumentException("ranges must ascend: " + found + " after " + lastFrom);
    }
    lastFrom = found.from();
    countByTable.merge(table, found.size(), Long::sum);
    if (found.from() < recorded.from()) {
      unrecorded.add(new OffsetRange(found.from(), Math.min(found.until(), recorded.from())));
    }
    if (found.until() > recorded.until()) {
      unrecorded.add(new OffsetRange(Math.max(found.from(), recorded.until()), found.until()));
    }
    noteMissing(Math.min(found.from(), recorded.until()));
    long from = Math.max(found.from(), recorded.from());
    long until = Math.min(found.until(), next);
    if (from < until) {
      doubled.add(new OffsetRange(from, until));
    }
    next = Math.max(next, found.until());
  }

  /** The result; nothing can be added afterwards. */
  public Result finish() {
    noteMissing(recorded.until());
    return new Result(
        recorded, Map.copyOf(countByTable), merged(missing), merged(doubled), merged(unrecorded));
  }

  private void noteMissing(long until) {
    if (next < until) {
      missing.add(new OffsetRange(next, until));
    }
  }

  private static List<OffsetRange> merged(List<OffsetRange> ranges) {
    RangeSet set = new RangeSet();
    ranges.forEach(set::add);
    return set.ranges();
  }

  /**
   * What was found in one partition.
   *
   * @param countByTable offsets found, doubled ones counted each time
   * @param missing recorded offsets that stand nowhere
   * @param doubled offsets that stand more than once
   * @param unrecorded offsets found outside {@code recorded}
   */
  public record Result(
      OffsetRange recorded,
      Map<String, Long> countByTable,
      List<OffsetRange> missing,
      List<OffsetRange> doubled,
      List<OffsetRange> unrecorded) {

    public boolean holds() {
      return missing.isEmpty() && doubled.isEmpty() && unrecorded.isEmpty();
    }

    public long missingCount() {
      return count(missing);
    }

    public long doubledCount() {
      return count(doubled);
    }

    private static long count(List<OffsetRange> ranges) {
      return ranges.stream().mapToLong(OffsetRange::size).sum();
    }
  }
}
