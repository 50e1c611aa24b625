package io.footfall.observe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A headless Chromium with one page, driven through its DevTools protocol. */
final class Browser implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long DEADLINE_SECONDS = 20;

  private final Process process;
  private final AtomicInteger nextId = new AtomicInteger(1);
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private WebSocket socket;

  private Browser(Process process) {
    this.process = process;
  }

  static Browser start(Program chromium, Path folder) throws IOException {
    Files.createDirectories(folder);
    Process process =
        chromium
            .builder(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + folder,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("chromium.log").toFile())
            .start();
    Browser browser = new Browser(process);
    try {
      Path port = folder.resolve("DevToolsActivePort");
      Await.until(
          Duration.ofSeconds(30),
          () -> Files.exists(port) && Files.readAllLines(port).size() >= 2,
          () -> "Chromium does not listen; see " + folder);
      browser.connect(Files.readAllLines(port).get(0));
      return browser;
    } catch (RuntimeException | IOException | Error e) {
      browser.close();
      throw e;
    }
  }

  private void connect(String port) throws IOException {
    HttpClient client = HttpClient.newHttpClient();
    URI pages = URI.create("http://127.0.0.1:" + port + "/json/list");
    try {
      JsonNode page =
          JSON.readTree(
                  client
                      .send(HttpRequest.newBuilder(pages).build(), BodyHandlers.ofString())
                      .body())
              .get(0);
      socket =
          client
              .newWebSocketBuilder()
              .buildAsync(URI.create(page.get("webSocketDebuggerUrl").asText()), new Listener())
              .get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (Exception e) {
      throw new IOException(e);
    }
    call("Runtime.enable");
    call("Log.enable");
    call("Network.enable");
    call("Page.enable");
  }

  /** Sizes the page: a phone is 390 wide. */
  void resize(int width, int height) {
    call(
        "Emulation.setDeviceMetricsOverride",
        "width",
        width,
        "height",
        height,
        "deviceScaleFactor",
        1,
        "mobile",
        width < 500);
  }

  /** {@code dark} or {@code light}, as the person's system says. */
  void prefer(String scheme) {
    ObjectNode parameters = JSON.createObjectNode();
    parameters
        .putArray("features")
        .addObject()
        .put("name", "prefers-color-scheme")
        .put("value", scheme);
    call("Emulation.setEmulatedMedia", parameters);
  }

  void open(URI page) {
    call("Page.navigate", "url", page.toString());
  }

  /** The value of a JavaScript expression. */
  JsonNode evaluate(String expression) {
    JsonNode answer = call("Runtime.evaluate", "expression", expression, "returnByValue", true);
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + answer.get("exceptionDetails"));
    }
    return answer.at("/result/value");
  }

  /** Returns when the expression is true. */
  void await(String expression) {
    Await.until(
        Duration.ofSeconds(DEADLINE_SECONDS),
        () -> evaluate(expression).asBoolean(),
        () -> expression + " is not true; " + complaints);
  }

  /** Writes what the page looks like, from top to bottom, as a PNG. */
  void screenshot(Path file) throws IOException {
    JsonNode answer =
        call("Page.captureScreenshot", "format", "png", "captureBeyondViewport", true);
    Files.createDirectories(file.getParent());
    Files.write(file, Base64.getDecoder().decode(answer.get("data").asText()));
  }

  /** Errors and warnings on the console, and exceptions. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Every address that was asked for. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  private JsonNode call(String method, Object... parameters) {
    ObjectNode json = JSON.createObjectNode();
    for (int i = 0; i < parameters.length; i += 2) {
      json.set((String) parameters[i], JSON.valueToTree(parameters[i + 1]));
    }
    return call(method, json);
  }

  private JsonNode call(String method, ObjectNode parameters) {
    int id = nextId.getAndIncrement();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    ObjectNode request = JSON.createObjectNode().put("id", id).put("method", method);
    request.set("params", parameters);
    try {
      socket.sendText(request.toString(), true).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
      JsonNode message = answer.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
      if (message.has("error")) {
        throw new IllegalStateException(method + ": " + message.get("error"));
      }
      return message.get("result");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(method, e);
    }
  }

  private void take(JsonNode message) {
    if (message.has("id")) {
      answers.remove(message.get("id").asInt()).complete(message);
      return;
    }
    String method = message.path("method").asText();
    JsonNode parameters = message.path("params");
    switch (method) {
      case "Runtime.exceptionThrown" -> complaints.add(parameters.toString());
      case "Runtime.consoleAPICalled" -> {
        if (!parameters.path("type").asText().equals("log")) {
          complaints.add(parameters.toString());
        }
      }
      case "Log.entryAdded" -> complaints.add(parameters.toString());
      case "Network.requestWillBeSent" -> requests.add(parameters.at("/request/url").asText());
      default -> {}
    }
  }

  /** Puts the parts of messages together. */
  private final class Listener implements WebSocket.Listener {
    private final StringBuilder parts = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      parts.append(data);
      if (last) {
        try {
          take(JSON.readTree(parts.toString()));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        } finally {
          parts.setLength(0);
        }
      }
      from.request(1);
      return null;
    }
  }

  @Override
  public void close() {
    if (socket != null) {
      socket.abort();
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
