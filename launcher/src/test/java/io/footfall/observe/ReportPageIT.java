package io.footfall.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.cli.Main;
import io.footfall.runtime.delta.MergeTarget;
import io.footfall.runtime.spark.Sessions;
import io.footfall.schema.core.config.ConfigLoader;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page that {@code report export} writes, in a real Chromium: of a week of a shop, and then of
 * one that somebody sends the worst names to. With {@code -Dfootfall.docs.update=true} the picture
 * in {@code docs/} is taken anew, of the first.
 */
class ReportPageIT {
  private static final boolean TAKE_PICTURES = Boolean.getBoolean("footfall.docs.update");
  private static final Path ROOT = Path.of(System.getProperty("basedir", "."), "..");
  private static final int BAR_COLOUR = 0x2f6fa8;

  private static final List<String> HOSTILE =
      List.of(
          "<script>document.title='owned'</script>",
          "\"><img src=x onerror=\"document.title='owned'\">",
          "'; --><svg onload=alert(1)>&amp;",
          "\u001b]0;owned\u0007\u001b[2J",
          "\u202efdp.exe",
          "\ud83d\ude00".repeat(40),
          "a very long name ".repeat(20),
          "=HYPERLINK(\"http://127.0.0.1:1/\")");

  @TempDir private Path dir;

  @Test
  void chartsAreDrawnWhateverNamesAreSent() throws IOException {
    Program chromium = Program.find("chromium", "chromium-browser", "google-chrome");
    FootfallConfig config =
        ConfigLoader.load(Optional.empty(), Map.of(), Map.of("footfall.data-dir", dir.toString()))
            .config();
    try (Browser browser = Browser.start(chromium, dir.resolve("profile"))) {
      browser.resize(1_000, 1_200);
      Path page;
      try (SparkSession spark = session()) {
        Shop.of(spark, config).append();
      }
      page = export("week.html");
      assertIsDrawn(browser, page, TAKE_PICTURES ? ROOT.resolve("docs/images") : dir);
      try (SparkSession spark = session()) {
        spark
            .createDataset(HOSTILE, Encoders.STRING())
            .toDF("name")
            .createOrReplaceTempView("names");
        Shop.of(spark, config).appendNamed("names");
      }
      page = export("hostile.html");
      assertIsDrawn(browser, page, dir);
      assertThat(browser.evaluate("document.body.textContent").asText())
          .contains("<script>document.title='owned'</script>", "all others");
    }
  }

  private static SparkSession session() {
    return Sessions.open(
        "test", Map.of("spark.sql.shuffle.partitions", "1"), Optional.of("local[2]"));
  }

  private Path export(String name) {
    Path page = dir.resolve(name);
    StringWriter said = new StringWriter();
    int exitCode =
        Main.run(
            new PrintWriter(said),
            new PrintWriter(said),
            Map.of(),
            "report",
            "export",
            "--set",
            "footfall.data-dir=" + dir,
            "--to",
            page.toString());
    assertThat(exitCode).as(said.toString()).isZero();
    return page;
  }

  private static void assertIsDrawn(Browser browser, Path page, Path pictures) throws IOException {
    URI address = page.toUri();
    browser.open(address);
    browser.await(
        "location.href === '%s' && document.readyState === 'complete'".formatted(address));
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests())
        .as("nothing but pages is loaded")
        .allMatch(asked -> asked.endsWith(".html") || asked.startsWith("data:"));
    assertThat(browser.evaluate("document.title").asText()).isEqualTo("Footfall: default");
    assertThat(browser.evaluate("document.querySelectorAll('script, img, svg svg').length").asInt())
        .isZero();
    assertThat(browser.evaluate("document.querySelectorAll('section svg').length").asInt())
        .as("charts")
        .isEqualTo(7);
    Path picture = pictures.resolve("report-page.png");
    browser.screenshot(picture);
    assertHasBarsAndShades(ImageIO.read(picture.toFile()));
  }

  private static void assertHasBarsAndShades(BufferedImage drawn) {
    Set<Integer> colours = new HashSet<>();
    int bars = 0;
    for (int y = 0; y < drawn.getHeight(); y++) {
      for (int x = 0; x < drawn.getWidth(); x++) {
        int colour = drawn.getRGB(x, y) & 0xffffff;
        colours.add(colour);
        bars += colour == BAR_COLOUR ? 1 : 0;
      }
    }
    assertThat(bars).as("pixels of bars").isGreaterThan(5_000);
    assertThat(colours).as("shades of the heat map, and text").hasSizeGreaterThan(20);
  }

  /** Tables as the jobs write them, by arithmetic: always the same. */
  private record Shop(SparkSession spark, FootfallConfig config) {
    private static final String EVENTS =
        """
        SELECT concat('%1$s', id) AS event_id, concat('u', pmod(hash(id, 1), 700)) AS user_id,
          element_at(split('view,view,view,view,view,search,search,cart,cart,order,payment', ','),
            1 + pmod(hash(id, 2), 11)) AS event_type,
          timestamp_seconds(1772409600 + 86400 * pmod(hash(id, 3), 7)
            + 3600 * CAST(6 + 17 * (pmod(hash(id, 4), 1000) + pmod(hash(id, 5), 1000)) / 2000 AS INT)
            + pmod(hash(id, 6), 3600)) AS event_time,
          concat('item-', CAST(40 * pow(pmod(hash(id, 7), 1000) / 1000, 3) AS INT)) AS item_id,
          element_at(split('web,app,mobile-web', ','), 1 + pmod(hash(id, 8), 3)) AS channel,
          CAST(5 + pmod(hash(id, 9), 20000) / 100 AS DECIMAL(18, 4)) AS price,
          IF(pmod(hash(id, 10), 4) = 0, 'USD', 'EUR') AS money, id
        FROM range(%2$d)
        """;

    static Shop of(SparkSession spark, FootfallConfig config) {
      return new Shop(spark, config);
    }

    void append() {
      appendEvents(EVENTS.formatted("e", 9_000));
      append(
          Tables.SESSION_UPDATES,
          """
          SELECT md5(CAST(id AS STRING)) AS session_id, concat('u', pmod(hash(id, 1), 700)) AS user_id,
            0 AS generation, 1L AS revision, 'CLOSED' AS status, true AS final, %s,
            event_time AS start_time, timestampadd(SECOND, seconds, event_time) AS end_time,
            seconds * 1000000L AS duration_micros, IF(seconds = 0, 1L, 5L) AS events,
            map('view', 1L) AS events_by_type, map('EUR', CAST(1 AS DECIMAL(38, 4))) AS ordered,
            map('EUR', CAST(1 AS DECIMAL(38, 4))) AS paid, channel, 0L AS duplicates,
            0L AS conflicts, pmod(hash(id, 12), 40) = 0 AS is_bot, seconds = 0 AS is_bounce,
            false AS capped, false AS truncated, 0 AS source_epoch, event_time AS kafka_timestamp,
            event_time AS watermark, event_time AS ingested_at, DATE '2026-03-09' AS commit_date
          FROM (
            SELECT *, IF(pmod(hash(id, 11), 3) = 0, 0, pmod(hash(id, 13), 1500)) AS seconds FROM (%s))
          """
              .formatted(
                  nulls("merged_into, split_reason, first_page, last_page, device, campaign"),
                  EVENTS.formatted("s", 2_000)));
      append(
          Tables.FUNNEL_UPDATES,
          """
          SELECT 'purchase' AS funnel, '%s' AS definition_hash, concat('u', id) AS user_id,
            date_trunc('HOUR', event_time) AS cohort, 'UPDATE' AS kind, 1 AS sign, level,
            transform(sequence(1, level), s -> event_time) AS step_times,
            map('channel', channel) AS breakdown, false AS capped, %s,
            CAST(NULL AS DECIMAL(18, 4)) AS amount, 0 AS generation, event_time AS kafka_timestamp,
            event_time AS watermark, event_time AS ingested_at, DATE '2026-03-09' AS commit_date
          FROM (SELECT *, CASE WHEN pmod(hash(id, 14), 10) < 5 THEN 1
            WHEN pmod(hash(id, 14), 10) < 7 THEN 2 WHEN pmod(hash(id, 14), 10) < 8 THEN 3
            ELSE 4 END AS level FROM (%s))
          """
              .formatted(
                  config.funnel().definitions().get(0).hash(),
                  nulls("last_step, item_id, currency, reason"),
                  EVENTS.formatted("f", 1_500)));
      append(
          Tables.QUARANTINE,
          """
          SELECT CAST('x' AS BINARY) AS raw, CAST(NULL AS BINARY) AS kafka_key,
            element_at(split('MISSING_FIELD,MISSING_FIELD,BAD_TIME,MALFORMED_JSON', ','),
              1 + pmod(hash(id, 15), 4)) AS reason,
            %s, 0 AS source_epoch, 't' AS kafka_topic, 0 AS kafka_partition, id AS kafka_offset,
            event_time AS kafka_timestamp, event_time AS ingested_at,
            DATE '2026-03-09' AS commit_date
          FROM (%s)
          """
              .formatted(nulls("field, detail"), EVENTS.formatted("q", 90)));
    }

    /** Events whose type, item and channel are named so, and of thousands of types. */
    void appendNamed(String names) {
      String all =
          "SELECT name, id FROM range(1500) JOIN %s UNION ALL SELECT concat('junk-', id), id FROM range(3000)"
              .formatted(names);
      appendEvents(
          """
          SELECT concat('h', id, name) AS event_id, concat('u', id) AS user_id, name AS event_type,
            timestamp_seconds(1772409600 + 400 * pmod(id, 1500)) AS event_time, name AS item_id,
            name AS channel, CAST(5 AS DECIMAL(18, 4)) AS price, substring(name, 1, 3) AS money, id
          FROM (%s)
          """
              .formatted(all));
    }

    private void appendEvents(String events) {
      String rows =
          """
          SELECT event_id, user_id, event_type, event_time, item_id, %s, channel,
            IF(event_type IN ('order', 'payment'), price, NULL) AS amount,
            IF(event_type IN ('order', 'payment'), money, NULL) AS currency,
            CAST(map() AS MAP<STRING, STRING>) AS properties, 0 AS source_epoch, 't' AS kafka_topic,
            0 AS kafka_partition, id AS kafka_offset, event_time AS kafka_timestamp,
            event_time AS ingested_at, CAST(event_time AS DATE) AS event_date
          FROM (%s)
          """
              .formatted(nulls("category, page, device, campaign"), events);
      append(Tables.EVENTS, rows);
      append(
          Tables.EVENT_STATS_PARTIAL,
          """
          SELECT date_trunc('minute', event_time) AS minute, event_type, channel, currency,
            count(*) AS events, CAST(sum(amount) AS DECIMAL(38, 4)) AS amount,
            hll_sketch_agg(user_id, 12) AS users, 0 AS source_epoch,
            TIMESTAMP '2026-03-09T00:00:00Z' AS ingested_at, DATE '2026-03-09' AS commit_date
          FROM (%s) GROUP BY ALL
          """
              .formatted(rows));
    }

    private void append(TableLayout layout, String sql) {
      MergeTarget.open(spark, config.warehouse(), layout);
      spark
          .sql(sql)
          .select(columns(layout))
          .write()
          .format("delta")
          .mode("append")
          .save(layout.path(config.warehouse()));
    }

    private static Column[] columns(TableLayout layout) {
      return List.of(layout.schema().fieldNames()).stream()
          .map(name -> functions.col(name))
          .toArray(Column[]::new);
    }

    /** Empty text columns. */
    private static String nulls(String names) {
      return List.of(names.split(", ", -1)).stream()
          .map(name -> "CAST(NULL AS STRING) AS " + name)
          .reduce((one, other) -> one + ", " + other)
          .orElseThrow();
    }
  }
}
