package io.footfall.runtime.core.keyed;

import io.footfall.runtime.core.keyed.DueIndex.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The keys of a {@link DueIndex} by one of its two clocks. */
final class DueClock {
  static final int WATERMARK = 0;
  static final int NOW = 1;
  static final int CLOCKS = 2;
  static final long UNFILED = Long.MAX_VALUE;

  private static final long SECOND = 1_000_000;

  private final int clock;
  private final TreeMap<Long, List<Entry>> seconds = new TreeMap<>();

  /** What was told as due last: filed again unless it was put with another time since. */
  private List<Entry> told = new ArrayList<>();

  DueClock(int clock) {
    this.clock = clock;
  }

  void put(Entry entry, long due) {
    entry.setDue(clock, due);
    file(entry);
  }

  boolean isDue(Entry entry, long untilMicros) {
    return entry.due(clock) <= untilMicros && entry.due(clock) != StepResult.NEVER;
  }

  /**
   * Adds what is due.
   *
   * @param untilMicros the last due time that is
   */
  void collect(long untilMicros, List<Entry> found) {
    told.forEach(this::file);
    told = new ArrayList<>();
    List<Entry> later = new ArrayList<>();
    long last = Math.floorDiv(untilMicros, SECOND);
    while (!seconds.isEmpty() && seconds.firstKey() <= last) {
      long second = seconds.firstKey();
      for (Entry entry : seconds.remove(second)) {
        if (entry.filed(clock) == second) { // else it is filed elsewhere by now
          entry.setFiled(clock, UNFILED);
          (isDue(entry, untilMicros) && !entry.isRemoved() ? told : later).add(entry);
        }
      }
    }
    later.forEach(this::file);
    found.addAll(told);
  }

  private void file(Entry entry) {
    long due = entry.due(clock);
    long second = Math.floorDiv(due, SECOND);
    if (due != StepResult.NEVER && !entry.isRemoved() && second < entry.filed(clock)) {
      entry.setFiled(clock, second);
      seconds.computeIfAbsent(second, at -> new ArrayList<>(2)).add(entry);
    }
  }
}
