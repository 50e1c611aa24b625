package io.footfall.runtime.core.keyed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keys by the times at which they are due, in memory: what is due is found without a look at the
 * others. About 130 bytes and the key itself for each key. One thread.
 *
 * <p>Due times are filed by the second. A key whose due time moves on stays where it was filed, and
 * is filed anew when that second comes: most keys move on with each event.
 */
public final class DueIndex {
  private final Map<Entry, Entry> entries = new HashMap<>();
  private final DueClock watermark = new DueClock(DueClock.WATERMARK);
  private final DueClock now = new DueClock(DueClock.NOW);

  /** One key; equal by its bytes. Filed nowhere at first. */
  static final class Entry {
    private final byte[] key;
    private final int hash;

    /** By clock the due time, then by clock the second it is filed under. */
    private final long[] times = {
      StepResult.NEVER, StepResult.NEVER, DueClock.UNFILED, DueClock.UNFILED
    };

    private boolean removed;

    private Entry(byte[] key) {
      this.key = key;
      this.hash = Arrays.hashCode(key);
    }

    long due(int clock) {
      return times[clock];
    }

    void setDue(int clock, long micros) {
      times[clock] = micros;
    }

    long filed(int clock) {
      return times[DueClock.CLOCKS + clock];
    }

    void setFiled(int clock, long second) {
      times[DueClock.CLOCKS + clock] = second;
    }

    boolean isRemoved() {
      return removed;
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Entry entry && Arrays.equals(key, entry.key);
    }
  }

  /**
   * Adds a key, or gives it other due times.
   *
   * @param key kept as it is, never changed by the caller
   */
  public void put(byte[] key, long dueWatermarkMicros, long dueNowMicros) {
    Entry entry = entries.computeIfAbsent(new Entry(key), added -> added);
    watermark.put(entry, dueWatermarkMicros);
    now.put(entry, dueNowMicros);
  }

  /** Forgets a key, if there is such a one. */
  public void remove(byte[] key) {
    Entry entry = entries.remove(new Entry(key));
    if (entry != null) {
      entry.removed = true;
    }
  }

  /** How many keys there are. */
  public int size() {
    return entries.size();
  }

  /**
   * The keys that are due, as {@link StepResult} says, each once. They stay in the index, and are
   * told again until they are put with later due times or removed.
   */
  public List<byte[]> due(BatchTime time) {
    List<Entry> found = new ArrayList<>();
    boolean hasWatermark = time.watermarkMicros() != Long.MIN_VALUE;
    if (hasWatermark) {
      watermark.collect(time.watermarkMicros() - 1, found);
    }
    List<byte[]> keys = new ArrayList<>();
    found.forEach(entry -> keys.add(entry.key));
    found.clear();
    now.collect(time.nowMicros(), found);
    for (Entry entry : found) {
      if (!hasWatermark || !watermark.isDue(entry, time.watermarkMicros() - 1)) {
        keys.add(entry.key);
      }
    }
    return keys;
  }
}
