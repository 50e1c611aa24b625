package io.footfall.runtime.metrics.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footfall.runtime.core.metrics.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What lies in {@code deploy/grafana} and {@code deploy/prometheus}, read as they would read it.
 */
class DashboardsTest {
  private static final Path ROOT = Path.of(System.getProperty("basedir", ".")).resolve("..");
  private static final Path DASHBOARDS = ROOT.resolve("deploy/grafana/dashboards");
  private static final Pattern METRIC =
      Pattern.compile("\\b(?:(?:footfall|jvm|process|system)_[a-z_0-9]+|job:[a-z_:0-9]+|up\\b)");
  private static final Set<String> UNITS =
      Set.of("s", "bytes", "Bps", "ops", "short", "percentunit");

  /** Of Micrometer and Prometheus; the test against a real Prometheus finds that they have data. */
  private static final Set<String> OF_OTHERS =
      Set.of(
          "up",
          "jvm_memory_used_bytes",
          "jvm_gc_live_data_size_bytes",
          "jvm_gc_max_data_size_bytes",
          "jvm_gc_pause_seconds_sum",
          "process_cpu_usage",
          "system_cpu_count");

  @Test
  void theFilesAreWhatTheDefinitionsSay() throws IOException {
    for (String name : Dashboards.all().keySet()) {
      Path file = DASHBOARDS.resolve(name + ".json");
      String json = DashboardJson.of(name, Dashboards.title(name), Dashboards.all().get(name));
      if (Boolean.getBoolean("footfall.docs.update")) {
        Files.writeString(file, json);
      }
      assertThat(file)
          .as("%s is generated; write it anew with -Dfootfall.docs.update=true", file.getFileName())
          .hasContent(json);
    }
    try (Stream<Path> files = Files.list(DASHBOARDS)) {
      assertThat(files.count()).isEqualTo(Dashboards.all().size());
    }
  }

  @Test
  void everyPanelSaysWhatItShowsAndInWhat() {
    List<String> titles = new ArrayList<>();
    for (JsonNode board : boards()) {
      for (JsonNode panel : board.get("panels")) {
        String title = panel.get("title").asText();
        titles.add(board.get("title").asText() + "/" + title);
        assertThat(title).isNotBlank();
        assertThat(panel.get("description").asText())
            .as(title)
            .hasSizeGreaterThan(15)
            .endsWith(".");
        assertThat(panel.at("/fieldConfig/defaults/unit").asText()).as(title).isIn(UNITS);
        assertThat(panel.get("targets")).as(title).isNotEmpty();
      }
    }
    assertThat(titles).doesNotHaveDuplicates().hasSizeGreaterThan(30);
  }

  @Test
  void nothingIsTiedToOneInstallation() {
    for (JsonNode board : boards()) {
      assertThat(board.at("/templating/list").findValuesAsText("name"))
          .containsExactly("datasource", "pipeline", "job", "instance");
      assertThat(board.toString()).doesNotContain("localhost", "127.0.0.1", ":9461");
      for (JsonNode panel : board.get("panels")) {
        assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
        for (JsonNode target : panel.get("targets")) {
          String expression = target.get("expr").asText();
          assertThat(expression).contains("instance=~\"$instance\"", "pipeline=~\"$pipeline\"");
          assertThat(count(expression, "instance=~"))
              .as("each metric of %s is selected by instance", expression)
              .isEqualTo(metrics(expression).size());
        }
      }
    }
  }

  @Test
  void noExpressionNamesAMetricThatIsNot() {
    List<String> expressions = new ArrayList<>();
    boards().forEach(board -> expressions.addAll(board.findValuesAsText("expr")));
    List<String> rules = rules("recording.yml");
    rules.addAll(rules("alerts.yml"));
    expressions.addAll(rules);
    List<String> recorded =
        lines("recording.yml").stream()
            .filter(line -> line.contains("record:"))
            .map(line -> line.replaceFirst(".*record: ", ""))
            .toList();

    assertThat(rules).hasSizeGreaterThan(20);
    for (String expression : expressions) {
      for (String name : metrics(expression)) {
        assertThat(
                Metric.ofSeries(name).isPresent()
                    || OF_OTHERS.contains(name)
                    || recorded.contains(name))
            .as("%s in %s", name, expression)
            .isTrue();
      }
    }
  }

  @Test
  void everyMetricIsOnADashboardOrInAnAlert() {
    List<String> expressions = new ArrayList<>(rules("alerts.yml"));
    expressions.addAll(rules("recording.yml"));
    boards().forEach(board -> expressions.addAll(board.findValuesAsText("expr")));
    List<String> used = expressions.stream().flatMap(each -> metrics(each).stream()).toList();

    for (Metric metric : Metric.values()) {
      assertThat(used)
          .as(metric.series())
          .anyMatch(name -> Metric.ofSeries(name).equals(Optional.of(metric)));
    }
  }

  @Test
  void everyAlertHasATestAndAChapterThatSaysWhatToDo() throws IOException {
    String tests = String.join("\n", lines("tests.yml"));
    String operations = Files.readString(ROOT.resolve("docs/operations.md"));
    List<String> alerts =
        lines("alerts.yml").stream()
            .filter(line -> line.contains("- alert:"))
            .map(line -> line.replaceFirst(".*- alert: ", ""))
            .toList();

    assertThat(alerts).hasSizeGreaterThan(10).doesNotHaveDuplicates();
    for (String alert : alerts) {
      assertThat(tests).contains("alertname: " + alert + "\n        exp_alerts:");
      assertThat(tests).containsPattern("alertname: " + alert + "\n(?!        exp_alerts:)");
      assertThat(operations).contains("\n### " + alert + "\n");
      assertThat(lines("alerts.yml"))
          .contains("          runbook_url: docs/operations.md#" + alert.toLowerCase(Locale.ROOT));
    }
  }

  private static List<JsonNode> boards() {
    try (Stream<Path> files = Files.list(DASHBOARDS)) {
      List<JsonNode> boards = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        boards.add(new ObjectMapper().readTree(file.toFile()));
      }
      return boards;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The expressions of a rule file: one line each, or folded over several. */
  private static List<String> rules(String file) {
    String text = String.join("\n", lines(file)) + "\n";
    return new ArrayList<>(
        Pattern.compile("expr: (?:>-\\n)?((?:.*\\n)(?:          .*\\n)*)")
            .matcher(text)
            .results()
            .map(MatchResult::group)
            .toList());
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(ROOT.resolve("deploy/prometheus").resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> metrics(String expression) {
    return METRIC
        .matcher(expression.replaceAll("\"[^\"]*\"", "\"\""))
        .results()
        .map(MatchResult::group)
        .toList();
  }

  private static long count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1L;
  }
}
