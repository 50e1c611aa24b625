package io.footfall.bench.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Scrapes metrics as often as {@code deploy/prometheus} does and reads what the live page is sent,
 * on threads of its own. These do all the work of a client, so that it can be told from the work of
 * who is looked at.
 */
final class Onlooker implements AutoCloseable {
  /** Nothing to look at. */
  static final Onlooker NONE = new Onlooker();

  private static final long SCRAPE_SECONDS = 5;

  private final ThreadMXBean cpu = ManagementFactory.getThreadMXBean();
  private final Thread[] threads;

  private Onlooker(Runnable... looks) {
    threads = new Thread[looks.length];
    for (int i = 0; i < looks.length; i++) {
      threads[i] = new Thread(looks[i], "onlooker-" + i);
      threads[i].setDaemon(true);
      threads[i].start();
    }
  }

  /**
   * @param meter takes how long each answer took
   */
  static Onlooker at(URI address, WatchMeter meter) {
    return new Onlooker(
        () -> scrape(address.resolve("/metrics"), meter), () -> read(address.resolve("/events")));
  }

  private static void scrape(URI metrics, WatchMeter meter) {
    try {
      while (true) {
        long start = System.nanoTime();
        drain(metrics);
        meter.scraped(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        TimeUnit.SECONDS.sleep(SCRAPE_SECONDS);
      }
    } catch (IOException e) {
      // The process that is looked at ends its server first.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void read(URI events) {
    try {
      drain(events);
    } catch (IOException e) {
      // As above.
    }
  }

  private static void drain(URI address) throws IOException {
    try (InputStream in = address.toURL().openStream()) {
      in.transferTo(OutputStream.nullOutputStream());
    }
  }

  /** Used by its threads so far. */
  Duration cpu() {
    long nanos = 0;
    for (Thread thread : threads) {
      nanos += Math.max(0, cpu.getThreadCpuTime(thread.getId())); // -1 of one that has ended
    }
    return Duration.ofNanos(nanos);
  }

  @Override
  public void close() {
    for (Thread thread : threads) {
      thread.interrupt();
    }
  }
}
