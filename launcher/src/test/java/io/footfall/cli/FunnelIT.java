package io.footfall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footfall.localkafka.TestKafka;
import io.footfall.runtime.spark.Sessions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The funnel of a generated shop by report and audit, beside plain SQL over the events. */
@ExtendWith(SharedKafka.class)
class FunnelIT {
  /**
   * The default funnel by its definition, without the engine: from each view on, each step as soon
   * as it comes; of the views of an hour the one that got deepest, then first there, then latest.
   */
  private static final String PLAIN_SQL =
      """
      WITH counted AS (
        SELECT e.user_id, e.event_type, e.event_id, min(unix_micros(e.event_time)) AS t
        FROM events e LEFT ANTI JOIN late l
          ON e.kafka_partition = l.kafka_partition AND e.kafka_offset = l.kafka_offset
        GROUP BY e.user_id, e.event_type, e.event_id),
      views AS (SELECT DISTINCT user_id, t AS t1 FROM counted WHERE event_type = 'view'),
      carts AS (
        SELECT v.user_id, t1, min(c.t) AS t2 FROM views v LEFT JOIN counted c
          ON c.user_id = v.user_id AND c.event_type = 'cart' AND c.t BETWEEN t1 AND t1 + 3600000000
        GROUP BY v.user_id, t1),
      orders AS (
        SELECT v.user_id, t1, t2, min(c.t) AS t3 FROM carts v LEFT JOIN counted c
          ON c.user_id = v.user_id AND c.event_type = 'order' AND c.t BETWEEN t2 AND t1 + 3600000000
        GROUP BY v.user_id, t1, t2),
      payments AS (
        SELECT v.user_id, t1, t2, t3, min(c.t) AS t4 FROM orders v LEFT JOIN counted c
          ON c.user_id = v.user_id AND c.event_type = 'payment' AND c.t BETWEEN t3 AND t1 + 3600000000
        GROUP BY v.user_id, t1, t2, t3),
      ranked AS (
        SELECT *, row_number() OVER (
          PARTITION BY user_id, t1 DIV 3600000000
          ORDER BY if(t4 IS NOT NULL, 4, if(t3 IS NOT NULL, 3, if(t2 IS NOT NULL, 2, 1))) DESC,
            coalesce(t4, t3, t2, t1), t1 DESC) AS place
        FROM payments)
      SELECT
        count(*), count(t2), count(t3), count(t4),
        percentile((t2 - t1) / 1e6, 0.5), percentile((t3 - t2) / 1e6, 0.5),
        percentile((t4 - t3) / 1e6, 0.5), percentile((t2 - t1) / 1e6, 0.9)
      FROM ranked WHERE place = 1
      """;

  @TempDir private Path dir;

  @Test
  void reportAndAuditSayWhatPlainSqlSays(TestKafka kafka) throws Exception {
    TestTopic topic = TestTopic.create(kafka, "shop.funnel", 2);
    String[] place = {
      "--set",
      "footfall.data-dir=" + dir,
      "--set",
      "kafka.bootstrap.servers=" + topic.bootstrapServers(),
      "--set",
      "kafka.topic.user=" + topic.name()
    };
    run(
        place,
        "generate",
        "--events",
        "12000",
        "--rate",
        "0",
        "--users",
        "400",
        "--speedup",
        "3000");
    run(place, "run", "ingest", "--available-now");
    run(place, "run", "funnel", "--available-now");

    Cli audit = run(place, "audit", "funnels");
    assertThat(audit.out()).contains("0 differ: holds");

    JsonNode steps = report(place).get("groups").get(0).get("steps");
    try (SparkSession spark = Sessions.open("test", Map.of(), Optional.of("local[2]"))) {
      view(spark, "events", "events");
      view(spark, "funnel_late_events", "late");
      Row plain = spark.sql(PLAIN_SQL).first();
      assertThat(plain.getLong(3)).as("some paid").isPositive();
      for (int step = 0; step < 4; step++) {
        assertThat(steps.get(step).get("users").asLong()).isEqualTo(plain.getLong(step));
      }
      for (int step = 1; step < 4; step++) {
        assertThat(steps.get(step).get("median_seconds").asDouble())
            .isEqualTo(plain.getDouble(3 + step));
      }
      assertThat(steps.get(1).get("p90_seconds").asDouble()).isEqualTo(plain.getDouble(7));
    }

    JsonNode byChannel = report(place, "--by", "channel").get("groups");
    List<String> channels = new ArrayList<>();
    long users = 0;
    for (JsonNode group : byChannel) {
      channels.add(group.get("value").asText());
      users += group.get("steps").get(0).get("users").asLong();
    }
    assertThat(channels).containsExactlyInAnyOrder("app", "web", "mobile-web");
    assertThat(users).isEqualTo(steps.get(0).get("users").asLong());
  }

  private static JsonNode report(String[] place, String... more) throws IOException {
    Cli report =
        run(
            place,
            Stream.concat(Stream.of("report", "funnel", "purchase", "-o", "json"), Stream.of(more))
                .toArray(String[]::new));
    return new ObjectMapper().readTree(report.out());
  }

  private void view(SparkSession spark, String table, String name) {
    spark
        .read()
        .format("delta")
        .load(dir.resolve("warehouse").resolve(table).toString())
        .createOrReplaceTempView(name);
  }

  private static Cli run(String[] place, String... command) {
    Cli cli = Cli.run(Stream.concat(Stream.of(command), Stream.of(place)).toArray(String[]::new));
    assertThat(cli.exitCode()).as(cli.toString()).isZero();
    return cli;
  }
}
