package io.footfall.runtime.metrics;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Server-sent events: the status once a second for as long as somebody reads it. Each reader has a
 * thread, so that a slow one delays nobody.
 */
final class EventStream implements HttpService.Route {
  private static final int MOST_READERS = 16;
  private static final long PERIOD_MILLIS = 1_000;

  private final StatusView status;
  private final Semaphore readers = new Semaphore(MOST_READERS);

  EventStream(StatusView status) {
    this.status = status;
  }

  @Override
  public Answer answer() {
    return this::send;
  }

  private void send(HttpExchange exchange) throws IOException {
    if (!readers.tryAcquire()) {
      Answer.text(503, "%d readers are the most\n".formatted(MOST_READERS)).send(exchange);
      return;
    }
    try {
      Answer.prepare(exchange, "text/event-stream; charset=utf-8");
      exchange.sendResponseHeaders(200, 0);
      write(exchange.getResponseBody());
    } finally {
      readers.release();
    }
  }

  /** Until the reader goes away, which shows as a failure to write, or the server is stopped. */
  private void write(OutputStream out) throws IOException {
    try {
      while (true) {
        out.write(("data: " + status.json() + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
