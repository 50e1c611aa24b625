package io.footfall.bench.spark;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;

/** Scrapes metrics once a second and reads what the live page is sent, on threads of its own. */
final class Onlooker implements AutoCloseable {
  /** Nothing to look at. */
  static final Onlooker NONE = new Onlooker();

  /** One for all rounds: its set-up is not what is measured. */
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

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
   * @param scrapes takes how long each answer took
   */
  static Onlooker at(URI address, ScrapeTimes scrapes) {
    return new Onlooker(
        () -> scrape(address.resolve("/metrics"), scrapes), () -> read(address.resolve("/events")));
  }

  private static void scrape(URI metrics, ScrapeTimes scrapes) {
    try {
      while (true) {
        long start = System.nanoTime();
        CLIENT.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofByteArray());
        scrapes.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        TimeUnit.SECONDS.sleep(1);
      }
    } catch (IOException e) {
      // The process that is looked at ends its server first.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void read(URI events) {
    try {
      CLIENT.send(HttpRequest.newBuilder(events).build(), BodyHandlers.discarding());
    } catch (IOException e) {
      // As above.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    for (Thread thread : threads) {
      thread.interrupt();
    }
  }
}
