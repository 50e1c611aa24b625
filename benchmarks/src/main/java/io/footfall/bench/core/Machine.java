package io.footfall.bench.core;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where and when figures were taken: without it they mean little.
 *
 * @param heapBytes the largest heap of this process
 * @param date UTC
 */
public record Machine(int cores, long heapBytes, String java, String os, LocalDate date) {

  /** The machine and process that this runs in. */
  public static Machine here(Clock clock) {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory(),
        System.getProperty("java.runtime.version"),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("cores", cores);
    json.put("heap_bytes", heapBytes);
    json.put("java", java);
    json.put("os", os);
    json.put("date", date.toString());
    return json;
  }

  /** For people. */
  public String text() {
    return "%d cores, heap %,d MiB, Java %s, %s, %s"
        .formatted(cores, heapBytes >> 20, java, os, date);
  }
}
