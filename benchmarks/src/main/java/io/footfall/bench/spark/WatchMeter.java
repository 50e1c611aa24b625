package io.footfall.bench.spark;

import io.footfall.bench.core.Latencies;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** What is seen of those who serve metrics and page, over several runs. Thread-safe. */
public final class WatchMeter {
  /** Threads that are there only where metrics are. */
  private static final List<String> SERVING =
      List.of("metrics-http", "HTTP-Dispatcher", "lag-probe", "kafka-admin-client-thread");

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private Latencies scrapes = new Latencies();
  private Duration serving = Duration.ZERO;

  synchronized void scraped(long millis) {
    scrapes.add(millis, 1);
  }

  /** Adds what the serving threads have used; once per run, at its end. */
  synchronized void addServing() {
    serving =
        serving.plusNanos(
            Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(info -> info != null && isServing(info.getThreadName()))
                .mapToLong(info -> Math.max(0, threads.getThreadCpuTime(info.getThreadId())))
                .sum());
  }

  private static boolean isServing(String thread) {
    return SERVING.stream().anyMatch(thread::startsWith);
  }

  synchronized void clear() {
    scrapes = new Latencies();
    serving = Duration.ZERO;
  }

  /** How long answers to scrapes took. */
  public synchronized Latencies.Summary scrapes() {
    return scrapes.summary();
  }

  /** CPU seconds of the serving threads. */
  public synchronized double servingSeconds() {
    return CpuMeter.seconds(serving);
  }
}
