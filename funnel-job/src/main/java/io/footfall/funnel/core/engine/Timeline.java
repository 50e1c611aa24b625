package io.footfall.funnel.core.engine;

import java.util.Arrays;

/**
 * One user's events as columns, in the order of (time, event id). Only what matters to one funnel:
 * events that match a step or an exclusion, and others where a strict mode heeds them. Not final so
 * that a test can count how often a search looks.
 */
public class Timeline {
  private long[] times;
  private int[] steps;
  private int[] excluded;
  private int size;

  public Timeline(int capacity) {
    times = new long[Math.max(1, capacity)];
    steps = new int[times.length];
    excluded = new int[times.length];
  }

  /**
   * Appends.
   *
   * @param micros not before the last one
   * @param stepMask bit i set when the event matches step i + 1
   * @param excludedMask bit i set when it matches exclusion i
   */
  public final void add(long micros, int stepMask, int excludedMask) {
    if (size > 0 && micros < times[size - 1]) {
      throw new IllegalArgumentException("out of order");
    }
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      steps = Arrays.copyOf(steps, 2 * size);
      excluded = Arrays.copyOf(excluded, 2 * size);
    }
    times[size] = micros;
    steps[size] = stepMask;
    excluded[size++] = excludedMask;
  }

  public final void clear() {
    size = 0;
  }

  public final int size() {
    return size;
  }

  public long time(int index) {
    return times[index];
  }

  public int steps(int index) {
    return steps[index];
  }

  public int excluded(int index) {
    return excluded[index];
  }

  /** The first event at or after a time; {@link #size()} when there is none. */
  public int firstAt(long micros) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times[middle] < micros) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The end of the events that have the time of this one, none at or after {@code until}. */
  int instantEnd(int index, int until) {
    int end = index + 1;
    while (end < until && times[end] == times[index]) {
      end++;
    }
    return end;
  }
}
