package io.footfall.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footfall.generator.kafka.KafkaTarget;
import io.footfall.generator.kafka.Topics;
import io.footfall.localkafka.LocalKafka;
import io.footfall.runtime.core.metrics.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code footfall run all --page} as its users watch it: a real Prometheus with the rules of {@code
 * deploy/prometheus}, and a real Chromium. One pipeline for all tests, the last of which stops the
 * broker. With {@code -Dfootfall.docs.update=true} the pictures in {@code docs/} are taken anew.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ObservabilityIT {
  private static final Path ROOT = Path.of(System.getProperty("basedir", ".")).resolve("..");
  private static final Path DEPLOY = ROOT.resolve("deploy/prometheus");
  private static final String TOPIC = "user_behavior";
  private static final String HOSTILE = "<img src=x onerror=document.title='taken'>";
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final boolean TAKE_PICTURES = Boolean.getBoolean("footfall.docs.update");

  @TempDir private static Path folder;
  private LocalKafka broker;
  private Visitors visitors;
  private RunningCommand command;
  private RealPrometheus prometheus;

  @BeforeAll
  void start() throws IOException {
    Program program = Program.find("prometheus");
    broker = LocalKafka.start(LocalKafka.Options.in(folder.resolve("kafka")));
    Topics.ensureTopic(new KafkaTarget(broker.bootstrapServers(), TOPIC, Map.of()), 2);
    visitors = Visitors.let(broker.bootstrapServers(), TOPIC);
    command = RunningCommand.start(folder.resolve("data"), broker.bootstrapServers());
    prometheus =
        RealPrometheus.start(program, DEPLOY, folder.resolve("prometheus"), command.address());
  }

  @AfterAll
  void stop() {
    for (AutoCloseable part : new AutoCloseable[] {prometheus, command, visitors, broker}) {
      try {
        if (part != null) {
          part.close();
        }
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  @Order(1)
  void promtoolAcceptsTheRulesAndTheirTestsPass() {
    Program promtool = Program.find("promtool");

    Program.Result rules =
        promtool.run(
            "check",
            "rules",
            DEPLOY.resolve("recording.yml").toString(),
            DEPLOY.resolve("alerts.yml").toString());
    assertThat(rules.exitCode()).as(rules.output()).isZero();
    Program.Result config =
        promtool.run("check", "config", DEPLOY.resolve("prometheus.yml").toString());
    assertThat(config.exitCode()).as(config.output()).isZero();
    Program.Result tests = promtool.run("test", "rules", DEPLOY.resolve("tests.yml").toString());
    assertThat(tests.exitCode()).as(tests.output()).isZero();
    System.out.println("promtool test rules: " + tests.output().strip().replace('\n', ' '));
  }

  @Test
  @Order(2)
  void everyExpressionOfEveryPanelAndRuleReturnsData() throws IOException {
    System.gc(); // so that there has been a pause to tell of
    List<String> expressions = new ArrayList<>(prometheus.ruleExpressions());
    for (JsonNode board : boards()) {
      board.findValuesAsText("expr").forEach(each -> expressions.add(filled(each)));
    }
    assertThat(expressions).hasSizeGreaterThan(60);
    List<String> empty = new ArrayList<>(expressions);
    empty.removeIf(this::isOfAJobThatIsNotHere);
    int asked = empty.size();
    Await.until(
        SOON,
        () -> {
          empty.removeIf(each -> !prometheus.query(withoutComparison(each)).isEmpty());
          return empty.isEmpty();
        },
        () -> "no data for " + String.join("\n", empty));
    System.out.printf(
        "real Prometheus: %d expressions of panels and rules return data, %d are of other jobs%n",
        asked, expressions.size() - asked);
  }

  /** Says so, with the metric. */
  private boolean isOfAJobThatIsNotHere(String expression) {
    String scrape = command.metrics();
    String resolved = prometheus.resolved(expression);
    for (Metric metric : Metric.values()) {
      if (resolved.contains(metric.series()) && !scrape.contains(" " + metric.series() + " ")) {
        System.out.println("no running job has " + metric.series() + ": " + expression);
        return true;
      }
    }
    return false;
  }

  @Test
  @Order(3)
  void thePageShowsTheStreamAndTakesNothingForMarkup() throws IOException {
    Program chromium = Program.find("chromium", "chromium-browser", "google-chrome");
    for (int i = 0; i < 500; i++) {
      visitors.send(
          """
          {"eventId":"h-%d","userId":"u","eventType":"view","eventTime":"%s","itemId":"%s"}"""
              .formatted(i, Instant.now(), HOSTILE));
    }
    try (Browser browser = Browser.start(chromium, folder.resolve("chromium"))) {
      browser.resize(1200, 900);
      browser.prefer("light");
      browser.open(command.address().resolve("/"));
      browser.await("document.getElementById('connection').textContent === 'live'");
      browser.await("document.getElementById('items').textContent.includes('onerror')");
      browser.await(
          "/^[0-9][0-9,.]* (ms|s|min)$/.test(document.getElementById('p99').textContent)");

      assertThat(browser.evaluate("document.querySelectorAll('img').length").asInt()).isZero();
      assertThat(browser.evaluate("document.title").asText()).isEqualTo("Footfall live");
      JsonNode status = status().get("jobs").get(0);
      double shown =
          browser
              .evaluate(
                  "Number(document.getElementById('records').textContent.replaceAll(',', ''))")
              .asDouble();
      assertThat(shown).isBetween(500.0, status.at("/totals/input_rows").asDouble());

      if (TAKE_PICTURES) { // of a job that has run for a while
        Await.until(
            Duration.ofMinutes(2),
            () -> browser.evaluate("rates.length").asInt() >= 75,
            () -> "no events");
      }
      picture(browser, "live-page.png", folder.resolve("page.png"));
      browser.resize(390, 844);
      browser.prefer("dark");
      browser.await("matchMedia('(prefers-color-scheme: dark)').matches && innerWidth === 390");
      assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
          .as("a phone does not scroll sideways")
          .isLessThanOrEqualTo(390);
      picture(browser, "live-page-phone.png", folder.resolve("phone.png"));

      assertThat(browser.complaints()).isEmpty();
      assertThat(browser.requests())
          .isNotEmpty()
          .allMatch(url -> url.startsWith(command.address().toString()) || url.startsWith("data:"));
      if (TAKE_PICTURES) {
        for (JsonNode board : boards()) {
          picturesOf(board, browser);
        }
      }
    }
    System.out.println("real Chromium: the page shows the stream, without complaints");
  }

  @Test
  @Order(4)
  void aStoppedBrokerRaisesAlertsThatEndWhenItIsBack() throws IOException {
    int port = broker.port();
    // On a busy machine a batch may take longer than the shortened alert allows.
    Await.until(SOON, () -> !prometheus.fires("FootfallNoProgress", null), this::alerts);
    assertThat(prometheus.fires("FootfallBrokerUnreachable", null)).isFalse();
    assertThat(prometheus.fires("FootfallReportStale", null)).isFalse();

    Instant stopped = Instant.now();
    broker.close();
    Await.until(SOON, () -> prometheus.fires("FootfallBrokerUnreachable", "ingest"), this::alerts);
    Await.until(SOON, () -> prometheus.fires("FootfallNoProgress", "ingest"), this::alerts);
    Instant fired = Instant.now();
    assertThat(command.get("/live").statusCode()).isEqualTo(200);

    broker = LocalKafka.start(LocalKafka.Options.in(folder.resolve("kafka")).port(port));
    Instant back = Instant.now();
    Await.until(
        SOON,
        () ->
            !prometheus.fires("FootfallNoProgress", null)
                && !prometheus.fires("FootfallBrokerUnreachable", null),
        this::alerts);
    System.out.printf(
        "real Prometheus: FootfallNoProgress fired %.1f s after the broker stopped and ended %.1f s"
            + " after it was back%n",
        Duration.between(stopped, fired).toMillis() / 1e3,
        Duration.between(back, Instant.now()).toMillis() / 1e3);
  }

  private String alerts() {
    return "age "
        + prometheus.query("footfall_last_batch_age_seconds")
        + ", reachable "
        + prometheus.query("footfall_source_reachable")
        + ", said: "
        + command.said();
  }

  /** As Grafana fills an expression in. */
  private static String filled(String expression) {
    return expression
        .replace("$pipeline", ".*")
        .replace("$job", ".*")
        .replace("$instance", ".*")
        .replace("$__rate_interval", "10s")
        .replace("$__range", "30s")
        .replace("[5m]", "[10s]");
  }

  /** A rule that is silent still needs its numbers: what is compared, without the comparison. */
  private static String withoutComparison(String expression) {
    return expression.replaceAll(" offset 1d", "").replaceAll(" (?:>|==) [0-9.]+", " + 0");
  }

  private JsonNode status() throws IOException {
    return new ObjectMapper().readTree(command.get("/status").body());
  }

  private static List<JsonNode> boards() throws IOException {
    List<JsonNode> boards = new ArrayList<>();
    try (Stream<Path> files = Files.list(ROOT.resolve("deploy/grafana/dashboards"))) {
      for (Path file : files.sorted().toList()) {
        boards.add(new ObjectMapper().readTree(file.toFile()));
      }
    }
    return boards;
  }

  private static void picture(Browser browser, String name, Path otherwise) throws IOException {
    browser.screenshot(TAKE_PICTURES ? ROOT.resolve("docs/images").resolve(name) : otherwise);
  }

  private void picturesOf(JsonNode board, Browser browser) throws IOException {
    Map<String, JsonNode> data = new TreeMap<>();
    for (JsonNode panel : board.get("panels")) {
      for (JsonNode target : panel.get("targets")) {
        String expression = target.get("expr").asText();
        data.put(expression, prometheus.queryRange(filled(expression), Duration.ofSeconds(90)));
      }
    }
    Path html = folder.resolve(board.get("uid").asText() + ".html");
    Files.writeString(html, DashboardPicture.html(board, data));
    browser.resize(1200, 800);
    browser.prefer("light");
    browser.open(html.toUri());
    browser.await("document.readyState === 'complete' && document.querySelector('h1') !== null");
    picture(browser, board.get("uid").asText().replace("footfall-", "dashboard-") + ".png", html);
  }
}
