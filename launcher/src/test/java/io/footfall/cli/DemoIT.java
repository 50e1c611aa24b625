package io.footfall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footfall.runtime.spark.Sessions;
import io.footfall.schema.spark.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo from its broker to its tables, and the audit of what it left behind. */
class DemoIT {
  @TempDir private Path dir;

  @Test
  void losesNothingAndTheAuditSaysSoUntilAFileLosesRows() throws IOException {
    JsonNode result = demo("--events", "4000", "--rate", "2000");
    assertThat(result.fieldNames())
        .toIterable()
        .contains("produced", "valid", "quarantined", "duplicates", "lost", "doubled", "latency_ms")
        .contains("warehouse");
    assertThat(result.get("latency_ms").fieldNames()).toIterable().contains("p50", "p99", "max");
    assertThat(result.get("produced").asLong()).isEqualTo(4_000);
    assertThat(result.get("valid").asLong() + result.get("quarantined").asLong()).isEqualTo(4_000);
    assertThat(result.get("quarantined").asLong()).isPositive();
    assertThat(result.get("duplicates").asLong()).isPositive();
    assertThat(result.get("lost").asLong()).isZero();
    assertThat(result.get("doubled").asLong()).isZero();
    assertThat(result.get("differences")).isEmpty();

    Cli audit = audit();
    assertThat(audit.exitCode()).as(audit.toString()).isZero();
    assertThat(audit.out()).contains(" = 8,000, recorded 8,000; missing 0, doubled 0: holds");

    assertAnswersAddUpTo(8_000);
    assertAReaderWithoutSparkCanReadThem(Path.of(result.get("warehouse").asText()));
    assertSessionsAreThoseOfTheEvents(result);
    assertTheAuditNamesASessionThatWasTamperedWith(result.get("warehouse").asText());

    Row lost = loseARow(Path.of(result.get("warehouse").asText(), "events"));
    Cli broken = audit();
    assertThat(broken.exitCode()).as(broken.toString()).isEqualTo(1);
    assertThat(broken.out())
        .contains("%s-%d missing: %d%n".formatted(lost.get(0), lost.getInt(1), lost.getLong(2)))
        .contains("missing 1, doubled 0: DOES NOT HOLD");
  }

  /** Warm-up and run, by the commands that people ask with. */
  private void assertAnswersAddUpTo(long records) throws IOException {
    JsonNode stats = ask("report", "stats", "--by", "minute").get("stats");
    assertTheNewestAreShownAndTheRestIsCounted(stats);
    JsonNode reasons = ask("quarantine", "stats").get("reasons");
    assertThat(sum(stats, "events") + sum(reasons, "records")).isEqualTo(records);
    JsonNode top = ask("report", "top", "--by", "type", "--limit", "1").get("top").get(0);
    assertThat(top.get("type").asText()).isEqualTo("view");
    JsonNode listed = ask("quarantine", "list", "--limit", "1").get("records").get(0);
    JsonNode shown = ask("quarantine", "show", listed.get("record").asText());
    assertThat(shown.get("record").findValuesAsText("value"))
        .contains(listed.get("reason").asText());
    Path page = dir.resolve("shop.html");
    Cli export = Cli.run("report", "export", "--data-dir", dir.toString(), "--to", page.toString());
    assertThat(export.exitCode()).as(export.toString()).isZero();
    assertThat(page)
        .content()
        .contains("Events by hour", "<svg", "Items with most events")
        .contains("Sessions by hour", "Sessions of more than one event last at most");
  }

  private void assertTheNewestAreShownAndTheRestIsCounted(JsonNode all) throws IOException {
    Cli newest =
        Cli.run(
            "report",
            "stats",
            "--by",
            "minute",
            "--limit",
            "1",
            "-o",
            "json",
            "--data-dir",
            dir.toString());
    assertThat(newest.err())
        .contains("footfall: %,d older rows are not shown".formatted(all.size() - 1));
    JsonNode shown = new ObjectMapper().readTree(newest.out()).get("stats");
    assertThat(shown).hasSize(1);
    assertThat(shown.get(0).get("time")).isEqualTo(all.get(all.size() - 1).get("time"));
  }

  /**
   * The oldest protocol there is, without features, mapped columns or deletion vectors: what Trino,
   * DuckDB and delta-rs can read. Delta Kernel does, and finds what the commands found.
   */
  private void assertAReaderWithoutSparkCanReadThem(Path warehouse) throws IOException {
    Map<String, KernelTable> tables = new TreeMap<>();
    KernelTable.all(warehouse).forEach(table -> tables.put(table.name(), table));
    assertThat(tables.keySet())
        .contains("events", "quarantine", "session_updates", "funnel_updates", "event_stats");
    for (KernelTable table : tables.values()) {
      assertThat(table.protocol().getMinReaderVersion()).as(table.name()).isEqualTo(1);
      assertThat(table.protocol().getMinWriterVersion()).as(table.name()).isEqualTo(2);
      assertThat(table.protocol().getReaderFeatures()).as(table.name()).isNullOrEmpty();
      assertThat(table.protocol().getWriterFeatures()).as(table.name()).isNullOrEmpty();
      assertThat(table.properties())
          .as(table.name())
          .doesNotContainKeys("delta.columnMapping.mode", "delta.enableDeletionVectors");
    }
    Map<String, Long> asked = new TreeMap<>();
    ask("report", "stats", "--by", "day", "--limit", "1000")
        .get("stats")
        .forEach(
            row ->
                asked.merge(row.get("event_type").asText(), row.get("events").asLong(), Long::sum));
    assertThat(tables.get("events").countBy("event_type")).isEqualTo(asked);
    assertThat(tables.get("session_updates").countBy("status")).containsKey("OPEN");
    assertThat(tables.get("funnel_updates").countBy("funnel")).containsOnlyKeys("purchase");
    assertThat(tables.get("event_stats").countBy("grain")).containsOnlyKeys("minute", "hour");
  }

  private void assertSessionsAreThoseOfTheEvents(JsonNode demo) throws IOException {
    long sessions = demo.get("sessions").get("found").asLong();
    assertThat(sessions).isPositive().isEqualTo(demo.get("sessions").get("expected").asLong());
    JsonNode audit = ask("audit", "sessions");
    assertThat(audit.get("agreeing").asLong()).isEqualTo(sessions);
    assertThat(audit.get("agreement_percent").asDouble()).isEqualTo(100);
    JsonNode listed = ask("report", "sessions", "--limit", "3").get("sessions");
    assertThat(listed).hasSize(3);
    assertThat(listed.get(0).get("session_id").asText()).hasSize(32);
    assertThat(demo.get("report").get("merged_sessions").asLong()).isEqualTo(sessions);
    assertThat(demo.get("report").get("merged_users").asLong()).isPositive();
    JsonNode seen = ask("report", "journeys", "--limit", "1").get("journeys").get(0);
    JsonNode named =
        ask("report", "journeys", "--user", seen.get("user_id").asText(), "--user", "o'nobody")
            .get("journeys");
    assertThat(named).containsExactly(seen);
  }

  private void assertTheAuditNamesASessionThatWasTamperedWith(String warehouse) {
    Row tampered;
    String table = "delta.`%s`".formatted(Tables.SESSION_UPDATES.path(warehouse));
    try (SparkSession spark = Sessions.open("test", Map.of(), Optional.of("local[2]"))) {
      tampered =
          spark
              .sql(
                  "SELECT session_id, user_id, max(revision) AS revision FROM %s GROUP BY 1, 2 "
                          .formatted(table)
                      + "HAVING max_by(status, revision) <> 'MERGED' ORDER BY 1 LIMIT 1")
              .head();
      spark.sql(
          "UPDATE %s SET events = events + 1, last_page = '/nowhere' WHERE session_id = '%s' AND revision = %d"
              .formatted(table, tampered.getString(0), tampered.getLong(2)));
    }
    Cli audit = Cli.run("audit", "sessions", "--data-dir", dir.toString());
    assertThat(audit.exitCode()).as(audit.toString()).isEqualTo(1);
    assertThat(audit.out()).contains("1 differ", "DOES NOT HOLD");
    assertThat(audit.out().lines().filter(line -> line.contains(tampered.getString(0))))
        .singleElement()
        .asString()
        .contains(tampered.getString(1))
        .endsWith("events, last_page");
  }

  private JsonNode ask(String... question) throws IOException {
    Cli answer =
        Cli.run(
            Stream.concat(
                    Stream.of(question), Stream.of("--data-dir", dir.toString(), "-o", "json"))
                .toArray(String[]::new));
    assertThat(answer.exitCode()).as(answer.toString()).isZero();
    return new ObjectMapper().readTree(answer.out());
  }

  private static long sum(JsonNode rows, String column) {
    long sum = 0;
    for (JsonNode row : rows) {
      sum += row.get(column).asLong();
    }
    return sum;
  }

  /** Standard output has to be one JSON object and nothing else. */
  private JsonNode demo(String... more) throws IOException {
    Cli demo =
        Cli.run(
            Stream.concat(
                    Stream.of("demo", "--data-dir", dir.toString(), "-o", "json"), Stream.of(more))
                .toArray(String[]::new));
    assertThat(demo.exitCode()).as(demo.toString()).isZero();
    try (MappingIterator<JsonNode> values =
        new ObjectMapper().readerFor(JsonNode.class).readValues(demo.out())) {
      List<JsonNode> all = values.readAll();
      assertThat(all).as(demo.out()).singleElement().matches(JsonNode::isObject);
      return all.get(0);
    }
  }

  private Cli audit() {
    return Cli.run("audit", "offsets", "--data-dir", dir.toString());
  }

  /** Writes a data file anew with one row less, and leaves the log alone. */
  private Row loseARow(Path table) throws IOException {
    Path file = largestFile(table);
    Path rewritten = dir.resolve("rewritten");
    try (SparkSession spark = Sessions.open("test", Map.of(), Optional.of("local[2]"))) {
      var rows = spark.read().parquet(file.toString());
      Row lost =
          rows.select("kafka_topic", "kafka_partition", "kafka_offset")
              .sort("kafka_offset")
              .collectAsList()
              .get(1);
      rows.where("kafka_offset <> " + lost.getLong(2))
          .coalesce(1)
          .write()
          .parquet(rewritten.toString());
      Files.copy(largestFile(rewritten), file, StandardCopyOption.REPLACE_EXISTING);
      return lost;
    }
  }

  private static Path largestFile(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("part-.*\\.parquet"))
          .max(Comparator.comparingLong(file -> file.toFile().length()))
          .orElseThrow();
    }
  }
}
