package io.footfall.runtime.core.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The most frequent names of a stream in bounded memory. When it is full, the rarer half goes; a
 * name that came back counts from 0 again. For people who watch, not for books. One thread.
 */
public final class TopItems {
  private static final int MOST_NAMES = 4_096;
  private static final int KEPT = MOST_NAMES / 2;

  private final Map<String, Long> counts = new HashMap<>();

  /** Counts; null is no name. */
  public void add(String name, long times) {
    if (name == null) {
      return;
    }
    counts.merge(name, times, Long::sum);
    if (counts.size() > MOST_NAMES) {
      counts.keySet().retainAll(top(KEPT).keySet());
    }
  }

  /** The {@code most} most frequent, in that order; equal ones by name. */
  public Map<String, Long> top(int most) {
    List<Map.Entry<String, Long>> entries = new ArrayList<>(counts.entrySet());
    entries.sort(
        Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey()));
    Map<String, Long> top = new LinkedHashMap<>();
    entries.stream().limit(most).forEach(each -> top.put(each.getKey(), each.getValue()));
    return top;
  }
}
