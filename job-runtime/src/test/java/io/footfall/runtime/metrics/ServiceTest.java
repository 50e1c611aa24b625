package io.footfall.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.runtime.core.Batch;
import io.footfall.runtime.core.metrics.BatchReport;
import io.footfall.runtime.core.metrics.Detail;
import io.footfall.runtime.core.metrics.JobMetrics;
import io.footfall.runtime.core.metrics.Metric;
import io.footfall.runtime.core.metrics.TestClock;
import io.footfall.runtime.core.metrics.TestConfig;
import io.footfall.schema.core.error.ErrorCategory;
import io.footfall.schema.core.error.FootfallException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is served, asked for over HTTP. */
class ServiceTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final TestClock clock = new TestClock();
  private final List<JobMetrics> jobs =
      List.of(job("ingest"), job("session"), job("funnel"), job("report"));
  private final JobMetrics ingest = jobs.get(0);
  private final MetricsRegistry registry = new MetricsRegistry("shop", jobs);
  private final HttpService http = serve(0, true);

  private JobMetrics job(String name) {
    return new JobMetrics(name, TestConfig.METRICS, Map.of("buy", 2), clock);
  }

  private HttpService serve(int port, boolean page) {
    return HttpService.start(
        "127.0.0.1", port, Routes.of(registry, new StatusView("shop", jobs, clock), jobs, page));
  }

  @AfterEach
  void close() {
    http.close();
    registry.close();
  }

  @Test
  void servesEveryMetricUnderTheNameThatIsDocumented() throws Exception {
    String scrape = get("/metrics").body();

    assertThat(Arrays.stream(Metric.values()).map(Metric::series))
        .allSatisfy(name -> assertThat(scrape).contains("\n# TYPE " + name + " "));
    assertThat(scrape)
        .contains("footfall_input_rows_total{job_name=\"ingest\",pipeline=\"shop\"} 0.0")
        .contains(
            "footfall_events_total{event_type=\"view\",job_name=\"ingest\",pipeline=\"shop\"} 0.0")
        .contains(
            "footfall_latency_seconds_bucket{job_name=\"ingest\",pipeline=\"shop\",le=\"2.0\"} 0")
        .contains("jvm_memory_used_bytes{")
        .contains("process_cpu_usage{");
  }

  @Test
  void tenThousandEventTypesLeaveTheScrapeAsLongAsItWas() throws Exception {
    long before = footfallLines(get("/metrics").body());
    Map<String, Long> counts = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      counts.put(Detail.EVENT_TYPE.named("type-" + i), 1L);
    }
    commit(counts);
    String scrape = get("/metrics").body();

    assertThat(footfallLines(scrape)).isEqualTo(before);
    assertThat(scrape)
        .contains("event_type=\"other\",job_name=\"ingest\",pipeline=\"shop\"} 10000.0");
  }

  @Test
  void tellsLifeFromReadiness() throws Exception {
    assertThat(get("/live").statusCode()).isEqualTo(200);
    assertThat(get("/ready").statusCode()).isEqualTo(503);
    assertThat(get("/ready").body()).contains("ingest does not run", "report does not run");

    jobs.forEach(job -> job.started(Map.of()));
    assertThat(get("/ready").statusCode()).isEqualTo(200);

    FootfallException error = new FootfallException(ErrorCategory.INTERNAL, "broken", "Mend it");
    ingest.restarting(error, Duration.ofSeconds(1));
    assertThat(get("/live").statusCode()).isEqualTo(200);
    assertThat(get("/ready").statusCode()).isEqualTo(503);

    ingest.failed(error);
    assertThat(get("/live").statusCode()).isEqualTo(503);
    assertThat(get("/live").body()).isEqualTo("ingest has failed for good\n");
  }

  @Test
  void tellsTheStatusAsJson() throws Exception {
    commit(Map.of("valid", 5L));
    JsonNode status = new ObjectMapper().readTree(get("/status").body());

    assertThat(status.get("pipeline").asText()).isEqualTo("shop");
    assertThat(status.get("promise_ms").asInt()).isEqualTo(2_000);
    JsonNode job = status.get("jobs").get(0);
    assertThat(job.get("job").asText()).isEqualTo("ingest");
    assertThat(job.get("stage").asText()).isEqualTo("starting");
    assertThat(job.get("batch").get("id").asLong()).isEqualTo(7);
    assertThat(job.get("totals").get("valid_rows").asLong()).isEqualTo(5);
    assertThat(job.get("lag").get("records").isNull()).isTrue();
    assertThat(job.get("latency_ms").get("p99").isNull()).isTrue();
  }

  @Test
  void servesThePageWithoutAnythingOfElsewhere() throws Exception {
    HttpResponse<String> page = get("/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; script-src 'self'");
    for (String path : List.of("/", "/page.css", "/page.js")) {
      assertThat(get(path).body())
          .isNotBlank()
          .doesNotContain("http://", "https://", "innerHTML =");
    }
  }

  @Test
  void sendsTheStatusOnceASecondToWhoeverReads() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(http.address().resolve("/events")).build();
    HttpResponse<InputStream> events = CLIENT.send(request, BodyHandlers.ofInputStream());

    assertThat(events.headers().firstValue("Content-Type"))
        .contains("text/event-stream; charset=utf-8");
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).startsWith("data: {\"pipeline\":\"shop\"");
      assertThat(lines.readLine()).isEmpty();
      assertThat(lines.readLine()).startsWith("data: {");
    }
  }

  @Test
  void withoutThePageOnlyNumbersAreServed() throws Exception {
    try (HttpService bare = serve(0, false)) {
      assertThat(get(bare, "/").statusCode()).isEqualTo(404);
      assertThat(get(bare, "/events").statusCode()).isEqualTo(404);
      assertThat(get(bare, "/status").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void takesAFreePortWhereItsOwnIsTaken() throws Exception {
    try (HttpService second = serve(http.address().getPort(), false)) {
      assertThat(second.address().getPort()).isNotEqualTo(http.address().getPort()).isPositive();
      assertThat(get(second, "/live").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void answersNobodyWhoAsksByAForeignName() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.address().getPort())) {
      socket
          .getOutputStream()
          .write(
              "GET /status HTTP/1.1\r\nHost: evil.example:80\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      BufferedReader answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      assertThat(answer.readLine()).isEqualTo("HTTP/1.1 403 Forbidden");
    }
  }

  @Test
  void takesNothingButGet() throws Exception {
    HttpRequest post =
        HttpRequest.newBuilder(http.address().resolve("/status"))
            .POST(HttpRequest.BodyPublishers.ofString("x"))
            .build();
    assertThat(CLIENT.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
  }

  private void commit(Map<String, Long> counts) {
    Batch batch = new Batch("q", 7, Map.of(new KafkaPartition("t", 0), new OffsetRange(0, 9)), 1);
    ingest.committed(
        new BatchReport(
            batch, clock.instant(), clock.instant(), counts, Map.of(), Duration.ZERO, 0));
  }

  private static long footfallLines(String scrape) {
    return scrape.lines().filter(line -> line.startsWith("footfall_")).count();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return get(http, path);
  }

  private static HttpResponse<String> get(HttpService service, String path)
      throws IOException, InterruptedException {
    URI uri = service.address().resolve(path);
    return CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
