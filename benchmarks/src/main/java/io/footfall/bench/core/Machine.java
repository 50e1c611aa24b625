package io.footfall.bench.core;

import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where and when figures were taken: without it they mean little.
 *
 * @param heapBytes the largest heap of this process
 * @param load processes that ran or waited for a core in the minute before; negative where the
 *     system does not say
 * @param date UTC
 */
public record Machine(
    int cores, long heapBytes, String java, String os, double load, LocalDate date) {
  private static final double QUIET = 0.5;

  /** The machine and process that this runs in; to be asked before anything is measured. */
  public static Machine here(Clock clock) {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory(),
        System.getProperty("java.runtime.version"),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("cores", cores);
    json.put("heap_bytes", heapBytes);
    json.put("java", java);
    json.put("os", os);
    json.put("load_before", load);
    json.put("date", date.toString());
    return json;
  }

  /** What to say where others keep the machine busy; empty on a quiet one. */
  public Optional<String> warning() {
    return load <= cores * QUIET
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "warning: this machine is busy (load %.1f on %d cores); the figures will be off",
                load,
                cores));
  }

  /** For people. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "%d cores, load before %.1f, heap %,d MiB, Java %s, %s, %s",
        cores,
        load,
        heapBytes >> 20,
        java,
        os,
        date);
  }
}
