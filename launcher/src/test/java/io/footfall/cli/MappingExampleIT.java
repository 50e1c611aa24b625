package io.footfall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.localkafka.SharedKafka;
import io.footfall.localkafka.TestKafka;
import io.footfall.runtime.spark.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A topic with other names is taken in by the documented configuration alone. */
@ExtendWith(SharedKafka.class)
class MappingExampleIT {
  private static final Path PAGE =
      Path.of(System.getProperty("basedir", ".")).resolve("../docs/mapping-example.md");
  private static final Instant SENT = Instant.parse("2026-03-01T12:00:01Z");
  private static final String HMAC = "[0-9a-f]{64}";

  @TempDir private Path dir;

  @Test
  void theDocumentedRecordBecomesAnEventByTheDocumentedConfiguration(TestKafka kafka)
      throws Exception {
    String documented = block("json");
    TestTopic topic = TestTopic.create(kafka, "shop.tracking.v3", 1);
    topic.send(
        SENT.toEpochMilli(),
        documented,
        documented.replace("\"purchase\"", "\"wish\"").replace("\"sku\"", "\"productId\""),
        documented.replace("\"action\"", "\"act\""));

    Cli ingest = ingest(topic);
    assertThat(ingest.exitCode()).as(ingest.toString()).isZero();
    try (SparkSession spark = Sessions.open("test", Map.of(), Optional.of("local[2]"))) {
      List<Row> events = table(spark, "events", "kafka_offset");
      assertThat(events).hasSize(2);
      assertDocumented(events.get(0));
      assertThat(events.get(1).<String>getAs("event_type")).isEqualTo("wish");
      assertThat(events.get(1).<String>getAs("item_id")).isEqualTo("A-17");
      assertThat(events.get(1).<String>getAs("user_id")).isEqualTo(events.get(0).getAs("user_id"));
      assertThat(events.get(1).<String>getAs("event_id"))
          .isNotEqualTo(events.get(0).getAs("event_id"));

      Row rejected = table(spark, "quarantine", "kafka_offset").get(0);
      assertThat(rejected.<String>getAs("reason")).isEqualTo("MISSING_FIELD");
      assertThat(rejected.<String>getAs("field")).isEqualTo("event_type");
      assertThat(rejected.<byte[]>getAs("raw")).as("holds personal data").isNull();
    }
  }

  private static void assertDocumented(Row event) {
    assertThat(event.<String>getAs("event_type")).isEqualTo("payment");
    assertThat(event.<java.sql.Timestamp>getAs("event_time").toInstant())
        .isEqualTo(Instant.ofEpochMilli(1772366400123L));
    assertThat(event.<String>getAs("user_id")).matches(HMAC);
    assertThat(event.<String>getAs("event_id")).isNotBlank();
    assertThat(event.<String>getAs("item_id")).isEqualTo("A-17");
    assertThat(event.<String>getAs("page")).isEqualTo("/cart");
    assertThat(event.<String>getAs("channel")).isEqualTo("app");
    assertThat(event.<String>getAs("device")).isEqualTo("phone");
    assertThat(event.<java.math.BigDecimal>getAs("amount")).isEqualByComparingTo("49.90");
    assertThat(event.<String>getAs("currency")).isEqualTo("EUR");
    Map<String, String> properties = event.getJavaMap(event.fieldIndex("properties"));
    assertThat(properties).containsEntry("ab", "variant-b").doesNotContainKey("clientIp");
    assertThat(properties.get("$.visitor.mail")).matches(HMAC);
    assertThat(event.toString()).doesNotContain("90210", "example.org", "203.0.113.9");
  }

  private Cli ingest(TestTopic topic) throws IOException {
    Path config = Files.writeString(dir.resolve("application.conf"), block("hocon"));
    Path key = Files.writeString(dir.resolve("hash.key"), "0123456789abcdef0123456789abcdef");
    return Cli.run(
        "run",
        "ingest",
        "--available-now",
        "--config",
        config.toString(),
        "--set",
        "kafka.bootstrap.servers=" + topic.bootstrapServers(),
        "--set",
        "footfall.data-dir=" + dir,
        "--set",
        "footfall.privacy.hash-key-file=" + key);
  }

  private List<Row> table(SparkSession spark, String name, String order) {
    return spark
        .read()
        .format("delta")
        .load(dir.resolve("warehouse").resolve(name).toString())
        .sort(order)
        .collectAsList();
  }

  private static String block(String language) throws IOException {
    Matcher block =
        Pattern.compile("```%s\n(.*?)```".formatted(language), Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    assertThat(block.find()).isTrue();
    return block.group(1);
  }
}
