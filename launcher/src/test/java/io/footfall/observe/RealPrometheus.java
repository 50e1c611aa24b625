package io.footfall.observe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Prometheus of its own, with what lies in {@code deploy/prometheus}: only the target is another,
 * and all waiting is shorter.
 */
final class RealPrometheus implements AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final URI address;
  private final Path log;

  private RealPrometheus(Process process, URI address, Path log) {
    this.process = process;
    this.address = address;
    this.log = log;
  }

  static RealPrometheus start(Program prometheus, Path deploy, Path folder, URI target)
      throws IOException {
    Files.createDirectories(folder);
    int port = freePort();
    for (String file : List.of("prometheus.yml", "recording.yml", "alerts.yml")) {
      Files.writeString(
          folder.resolve(file), quick(Files.readString(deploy.resolve(file)), target));
    }
    Path log = folder.resolve("prometheus.log");
    Process process =
        prometheus
            .builder(
                "--config.file=" + folder.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--log.level=warn")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    RealPrometheus started =
        new RealPrometheus(process, URI.create("http://127.0.0.1:" + port), log);
    Await.until(Duration.ofSeconds(30), started::ready, started::log);
    return started;
  }

  /** Seconds where the files say minutes. */
  private static String quick(String text, URI target) {
    return text.replace("localhost:9461", target.getAuthority())
        .replaceAll("(scrape|evaluation)_interval: \\d+s", "$1_interval: 500ms")
        .replaceAll("for: \\d+[smh]", "for: 1s")
        .replaceAll("\\[\\d+m]", "[10s]")
        .replace("footfall_last_batch_age_seconds > 60", "footfall_last_batch_age_seconds > 3");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private boolean ready() throws IOException, InterruptedException {
    return CLIENT
            .send(
                HttpRequest.newBuilder(address.resolve("/-/ready")).build(),
                BodyHandlers.discarding())
            .statusCode()
        == 200;
  }

  private String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The series that an expression returns now. */
  JsonNode query(String expression) {
    return get("/api/v1/query?query=" + encoded(expression)).at("/data/result");
  }

  /** The series that an expression returned over the last while, one point a second. */
  JsonNode queryRange(String expression, Duration back) {
    Instant now = Instant.now();
    return get("/api/v1/query_range?query=%s&start=%s&end=%s&step=1"
            .formatted(encoded(expression), now.minus(back), now))
        .at("/data/result");
  }

  /** True while an alert of this name fires for this job; for any, when the job is null. */
  boolean fires(String alert, String job) {
    for (JsonNode each : get("/api/v1/alerts").at("/data/alerts")) {
      if (each.at("/labels/alertname").asText().equals(alert)
          && each.get("state").asText().equals("firing")
          && (job == null || each.at("/labels/job_name").asText().equals(job))) {
        return true;
      }
    }
    return false;
  }

  /** The expressions of all rules, as Prometheus has read them. */
  List<String> ruleExpressions() {
    return get("/api/v1/rules").findValuesAsText("query");
  }

  /** An expression with recorded series replaced by what they are made of. */
  String resolved(String expression) {
    String resolved = expression;
    for (JsonNode group : get("/api/v1/rules?type=record").at("/data/groups")) {
      for (JsonNode rule : group.get("rules")) {
        resolved = resolved.replace(rule.get("name").asText(), rule.get("query").asText());
      }
    }
    return resolved;
  }

  private JsonNode get(String path) {
    try {
      HttpResponse<String> answer =
          CLIENT.send(
              HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofString());
      JsonNode json = JSON.readTree(answer.body());
      if (!json.path("status").asText().equals("success")) {
        throw new IllegalStateException(path + ": " + answer.body());
      }
      return json;
    } catch (IOException e) {
      throw new UncheckedIOException(log(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
