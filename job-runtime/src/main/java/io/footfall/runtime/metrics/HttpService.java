package io.footfall.runtime.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.footfall.runtime.core.RuntimeErrors;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small HTTP server for GET. At a loopback address it answers only who asked for it by a loopback
 * name, so that no web page of elsewhere can read it through a name of its own.
 */
final class HttpService implements Part {
  private static final Logger LOG = LoggerFactory.getLogger(HttpService.class);
  private static final int MOST_REQUESTS = 32;
  private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final Map<String, Route> routes;

  /** Answers requests of one path. */
  interface Route {
    Answer answer() throws IOException;
  }

  private HttpService(HttpServer server, Map<String, Route> routes) {
    this.server = server;
    this.routes = Map.copyOf(routes);
    this.threads =
        new ThreadPoolExecutor(
            0,
            MOST_REQUESTS,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, "metrics-http");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Listens.
   *
   * @param port where it is taken, a free one is used; 0 for any free one
   * @throws io.footfall.schema.core.error.FootfallException category USER, when the address is none
   *     of this machine
   */
  static HttpService start(String host, int port, Map<String, Route> routes) {
    HttpService service = new HttpService(listen(host, port), routes);
    service.server.setExecutor(service.threads);
    service.server.createContext("/", service::handle);
    service.server.start();
    return service;
  }

  private static HttpServer listen(String host, int port) {
    try {
      InetAddress address = InetAddress.getByName(host);
      try {
        return HttpServer.create(new InetSocketAddress(address, port), 0);
      } catch (BindException e) {
        return HttpServer.create(new InetSocketAddress(address, 0), 0);
      }
    } catch (IOException e) {
      throw RuntimeErrors.cannotListen(host, e);
    }
  }

  /** {@code http://host:port}. */
  URI address() {
    InetSocketAddress address = server.getAddress();
    String host = address.getAddress().getHostAddress();
    return URI.create(
        "http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, address.getPort()));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      answer(exchange).send(exchange);
    } catch (RuntimeException e) {
      LOG.warn("{} could not be answered", exchange.getRequestURI().getPath(), e);
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    if (!isAskedByAName(exchange)) {
      return Answer.text(403, "ask for this address by localhost or 127.0.0.1\n");
    }
    String method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return Answer.text(405, "GET only\n");
    }
    Route route = routes.get(exchange.getRequestURI().getPath());
    return route == null
        ? Answer.text(404, "not found; try " + String.join(" ", routes.keySet()) + "\n")
        : route.answer();
  }

  private boolean isAskedByAName(HttpExchange exchange) {
    if (!server.getAddress().getAddress().isLoopbackAddress()) {
      return true;
    }
    String host = exchange.getRequestHeaders().getFirst("Host");
    return host == null || LOOPBACK_NAMES.contains(host.replaceFirst(":\\d*$", ""));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
