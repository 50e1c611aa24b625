package io.footfall.observe;

import io.footfall.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code footfall run all --page} in this process, until it is closed. */
final class RunningCommand implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("live page at (http://[^/]+)/");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Path data;
  private final StringWriter said = new StringWriter();
  private final Thread thread;
  private URI address;

  private RunningCommand(Path data, String bootstrapServers) {
    this.data = data;
    PrintWriter console = new PrintWriter(said, true);
    this.thread =
        new Thread(
            () ->
                Main.run(
                    console,
                    console,
                    Map.of(),
                    "run",
                    "all",
                    "--page",
                    "--data-dir",
                    data.toString(),
                    "--set",
                    "kafka.bootstrap.servers=" + bootstrapServers,
                    "--set",
                    "footfall.metrics.port=0",
                    "--set",
                    "footfall.metrics.lag-interval=500 ms"),
            "footfall-run");
  }

  /** Returns when it is ready. */
  static RunningCommand start(Path data, String bootstrapServers) {
    RunningCommand command = new RunningCommand(data, bootstrapServers);
    command.thread.start();
    Await.until(Duration.ofSeconds(60), command::listens, command::said);
    Await.until(
        Duration.ofSeconds(60), () -> command.get("/ready").statusCode() == 200, command::said);
    return command;
  }

  private boolean listens() {
    Matcher matcher = ADDRESS.matcher(said());
    if (matcher.find()) {
      address = URI.create(matcher.group(1));
      return true;
    }
    return !thread.isAlive() && fail();
  }

  private boolean fail() {
    throw new AssertionError("the command has ended: " + said());
  }

  /** Where it serves. */
  URI address() {
    return address;
  }

  String said() {
    return said.toString();
  }

  HttpResponse<String> get(String path) throws IOException {
    try {
      return CLIENT.send(
          HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** All metrics now. */
  String metrics() {
    try {
      return get("/metrics").body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    PrintWriter console = new PrintWriter(said, true);
    Main.run(console, console, Map.of(), "stop", "--data-dir", data.toString());
    thread.join(60_000);
  }
}
