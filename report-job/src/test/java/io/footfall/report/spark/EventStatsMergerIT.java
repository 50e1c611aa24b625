package io.footfall.report.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.delta.tables.DeltaTable;
import io.footfall.report.ReportJob;
import io.footfall.report.core.Grain;
import io.footfall.runtime.core.lifecycle.PassReport;
import io.footfall.runtime.spark.RunMode;
import io.footfall.runtime.spark.SupervisedJob;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.core.error.FootfallException;
import io.footfall.schema.spark.ReportTables;
import io.footfall.schema.spark.Tables;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventStatsMergerIT {
  @TempDir private Path dir;
  private Warehouse warehouse;
  private ReportPass pass;

  @BeforeEach
  void open() {
    warehouse = new Warehouse(dir);
    pass = new ReportPass(warehouse.spark(), warehouse.config(), Clock.systemUTC());
  }

  @Test
  void mergesWhatHasComeAndEqualsOneSumOverAll() {
    assertThat(pass.run().files()).as("nothing there yet").isEmpty();
    append(0, 400);
    append(100, 700);
    PassReport report = pass.run();
    assertThat(report.files()).containsOnlyKeys("event_stats");
    assertThat(report.changes())
        .singleElement()
        .satisfies(
            merge -> {
              assertThat(merge.source()).isEqualTo("event_stats_partial");
              assertThat(merge.version()).isEqualTo(2);
              assertThat(merge.versions()).as("its making, and two commits").isEqualTo(3);
              assertThat(merge.rows())
                  .isEqualTo(warehouse.read(Tables.EVENT_STATS_PARTIAL).count());
            });
    append(900, 1_500);
    assertThat(pass.run().files()).containsOnlyKeys("event_stats");
    assertThat(merged("minute")).isEqualTo(recomputed("minute"));
    assertThat(merged("hour")).isEqualTo(recomputed("hour"));
    assertThat(warehouse.rows(warehouse.read(ReportTables.EVENT_STATS).selectExpr("sum(events)")))
        .as("each event in both grains")
        .containsExactly("[6400]");
  }

  @Test
  void mergesNothingTwice() {
    append(0, 400);
    pass.run();
    append(200, 600);
    pass.run();
    List<String> before = merged("minute");
    assertThat(pass.run().files()).isEmpty();
    assertThat(
            new ReportPass(warehouse.spark(), warehouse.config(), Clock.systemUTC()).run().files())
        .isEmpty();
    assertThat(merged("minute")).isEqualTo(before);
  }

  @Test
  void compactionOfTheSourceAddsNothing() {
    append(0, 300);
    pass.run();
    append(300, 600);
    append(600, 900);
    DeltaTable.forPath(
            warehouse.spark(), Tables.EVENT_STATS_PARTIAL.path(warehouse.config().warehouse()))
        .optimize()
        .executeCompaction();
    pass.run();
    assertThat(merged("minute")).isEqualTo(recomputed("minute"));
  }

  @Test
  void aMergeThatFindsNoSpaceSaysSoAndIsMadeAgain() {
    warehouse = Warehouse.onFullDisk(dir);
    pass = new ReportPass(warehouse.spark(), warehouse.config(), Clock.systemUTC());
    append(0, 400);
    pass.run();
    List<String> before = merged("minute");
    append(100, 700);
    FullDisk.during(
        () ->
            assertThatThrownBy(pass::run)
                .asInstanceOf(type(FootfallException.class))
                .satisfies(
                    error -> {
                      assertThat(error.problem())
                          .startsWith("no space is left for ")
                          .endsWith("/event_stats");
                      assertThat(error.remedy()).startsWith("Free some");
                      assertThat(error.category().exitCode()).isEqualTo(1);
                    }));
    assertThat(merged("minute")).isEqualTo(before);
    pass.run();
    assertThat(merged("minute")).isEqualTo(recomputed("minute"));
  }

  @Test
  void aJobThatNobodyButAPersonCanMendEndsForWhoeverWaits() {
    warehouse
        .spark()
        .range(3)
        .write()
        .format("delta")
        .save(Tables.EVENT_STATS_PARTIAL.path(warehouse.config().warehouse()));
    try (ReportJob job =
        ReportJob.start(
            warehouse.spark(),
            warehouse.config(),
            RunMode.AVAILABLE_NOW,
            merged -> {},
            SupervisedJob.Environment.real(notice -> {}))) {
      assertThatThrownBy(() -> job.awaitEnd(60_000))
          .isInstanceOf(FootfallException.class)
          .hasMessageContaining("is not the table that this version of Footfall writes");
    }
  }

  @Test
  void aSourceThatIsMadeAnewIsMergedFromItsBeginning() throws IOException {
    append(0, 300);
    pass.run();
    delete(Path.of(Tables.EVENT_STATS_PARTIAL.path(warehouse.config().warehouse())));
    DeltaLog.clearCache();
    append(0, 50);
    pass.run();
    assertThat(merged("minute")).isEqualTo(recomputed("minute"));
  }

  @Test
  void answersAreAsOfTheLastCommitThoughItIsNotMerged() {
    append(0, 400);
    pass.run();
    append(400, 1_000);
    EventStats stats =
        new EventStats(
            ReportSession.open(warehouse.spark(), warehouse.config()), warehouse.config());
    List<Row> days = stats.by(Grain.DAY, TimeRange.all()).orElseThrow().collectAsList();
    assertThat(days.stream().mapToLong(row -> row.getLong(3)).sum()).isEqualTo(2_000);
    List<Row> payments = days.stream().filter(row -> row.getString(1).equals("payment")).toList();
    assertThat(payments).isNotEmpty();
    assertThat(payments)
        .allSatisfy(row -> assertThat(row.getJavaMap(5)).containsOnlyKeys("EUR", "USD"));
  }

  @Test
  void daysAndHoursBeginWhereTheZoneSaysWhenClocksAreChangedToo() {
    // Each of these minutes has one event; spring begins at 01:00Z of the 29th, winter likewise.
    at(
        "2026-03-28T22:59:00Z",
        "2026-03-28T23:00:00Z",
        "2026-03-29T00:59:00Z",
        "2026-03-29T01:00:00Z",
        "2026-03-29T21:59:00Z",
        "2026-03-29T22:00:00Z",
        "2026-10-25T00:30:00Z",
        "2026-10-25T01:30:00Z");
    assertThat(counts("Europe/Berlin", Grain.DAY))
        .containsExactly("2026-03-28: 1", "2026-03-29: 4", "2026-03-30: 1", "2026-10-25: 2");
    assertThat(counts("Europe/Berlin", Grain.HOUR))
        .as("02:00 comes not at all in spring, and twice in winter")
        .containsExactly(
            "2026-03-28 23:00: 1",
            "2026-03-29 00:00: 1",
            "2026-03-29 01:00: 1",
            "2026-03-29 03:00: 1",
            "2026-03-29 23:00: 1",
            "2026-03-30 00:00: 1",
            "2026-10-25 02:00+02:00: 1",
            "2026-10-25 02:00+01:00: 1");
    assertThat(counts("Asia/Kolkata", Grain.HOUR))
        .containsExactly(
            "2026-03-29 04:00: 2",
            "2026-03-29 06:00: 2",
            "2026-03-30 03:00: 2",
            "2026-10-25 06:00: 1",
            "2026-10-25 07:00: 1");
  }

  @Test
  void whatOccursMostIsCountedOnceForEachUserAndId() {
    warehouse.append(
        Tables.EVENTS,
        """
        SELECT id AS event_id, user AS user_id, 'payment' AS event_type,
          TIMESTAMP '2026-03-01 10:00:00Z' AS event_time, item AS item_id, %1$s AS category,
          %1$s AS page, %1$s AS channel, %1$s AS device, %1$s AS campaign,
          CAST(2.5 AS DECIMAL(18, 4)) AS amount, money AS currency,
          CAST(map() AS MAP<STRING, STRING>) AS properties, 0 AS source_epoch, 't' AS kafka_topic,
          0 AS kafka_partition, monotonically_increasing_id() AS kafka_offset,
          TIMESTAMP '2026-03-01 10:00:00Z' AS kafka_timestamp,
          TIMESTAMP '2026-03-01 10:00:00Z' AS ingested_at, DATE '2026-03-01' AS event_date
        FROM VALUES ('1', 'ann', 'hat', 'EUR'), ('1', 'ann', 'hat', 'EUR'), ('2', 'ann', 'hat', ''),
          ('1', 'bob', 'hat', NULL), ('3', 'bob', NULL, 'EUR') AS t(id, user, item, money)
        """
            .formatted("CAST(NULL AS STRING)"));
    TimeRange day =
        new TimeRange(
            Optional.of(Instant.parse("2026-03-01T10:00:00Z")),
            Optional.of(Instant.parse("9999-12-31T23:59:59.999999Z")));
    Row hat =
        new TopValues(warehouse.spark(), warehouse.config())
            .of("item_id", day, Optional.empty(), 10)
            .orElseThrow()
            .head();
    assertThat(hat.toString()).startsWith("[hat,3,2,");
    assertThat(hat.<String, BigDecimal>getJavaMap(3))
        .isEqualTo(Map.of("EUR", new BigDecimal("2.5000"), "", new BigDecimal("5.0000")));
  }

  private void at(String... minutes) {
    warehouse.append(
        Tables.EVENT_STATS_PARTIAL,
        """
        SELECT CAST(time AS TIMESTAMP) AS minute, 'view' AS event_type, 'web' AS channel,
          CAST(NULL AS STRING) AS currency, 1L AS events, CAST(NULL AS DECIMAL(38, 4)) AS amount,
          hll_sketch_agg('u', 12) AS users, 0 AS source_epoch, CAST(time AS TIMESTAMP) AS ingested_at,
          DATE '2026-03-02' AS commit_date
        FROM VALUES ('%s') AS t(time) GROUP BY time
        """
            .formatted(String.join("'), ('", minutes)));
  }

  /** Events by bucket, as the zone's clocks show it. */
  private List<String> counts(String zone, Grain grain) {
    FootfallConfig config = new Warehouse(dir, Map.of("footfall.report.zone", zone)).config();
    return new EventStats(ReportSession.open(warehouse.spark(), config), config)
        .by(grain, TimeRange.all()).orElseThrow().collectAsList().stream()
            .map(
                row ->
                    grain.label(row.getTimestamp(0).toInstant(), ZoneId.of(zone))
                        + ": "
                        + row.getLong(3))
            .toList();
  }

  /** Two events of each of the users {@code from <= u < until}, counted as ingest counts. */
  private void append(int from, int until) {
    warehouse.append(
        Tables.EVENT_STATS_PARTIAL,
        """
        SELECT minute, event_type, channel, currency, count(*) AS events,
          CAST(sum(amount) AS DECIMAL(38, 4)) AS amount, hll_sketch_agg(user, 12) AS users,
          0 AS source_epoch, TIMESTAMP '2026-03-02 00:00:00' AS ingested_at,
          DATE '2026-03-02' AS commit_date
        FROM (
          SELECT timestamp_seconds(1772323200 + 60 * (id %% 150)) AS minute,
            IF(kind = 0, 'view', 'payment') AS event_type,
            IF(id %% 3 = 0, NULL, concat('c', id %% 3)) AS channel,
            IF(kind = 0, NULL, IF(id %% 2 = 0, 'EUR', 'USD')) AS currency,
            IF(kind = 0, NULL, CAST(id AS DECIMAL(18, 4)) / 4) AS amount,
            concat('u', id) AS user
          FROM range(%d, %d) LATERAL VIEW explode(array(0, 1)) k AS kind)
        GROUP BY minute, event_type, channel, currency
        """
            .formatted(from, until));
  }

  private List<String> merged(String grain) {
    return warehouse.rows(
        warehouse
            .read(ReportTables.EVENT_STATS)
            .where("grain = '" + grain + "'")
            .selectExpr(
                "bucket", "event_type", "channel", "currency", "events", "amount", "users"));
  }

  /** By plain SQL over all partial rows. */
  private List<String> recomputed(String grain) {
    Dataset<Row> partials = warehouse.read(Tables.EVENT_STATS_PARTIAL);
    partials.createOrReplaceTempView("partials");
    return warehouse.rows(
        warehouse
            .spark()
            .sql(
                "SELECT date_trunc('"
                    + grain
                    + "', minute) AS bucket, event_type, channel, currency, sum(events) AS events,"
                    + " CAST(sum(amount) AS DECIMAL(38, 4)) AS amount,"
                    + " hll_sketch_estimate(hll_union_agg(users)) AS users"
                    + " FROM partials GROUP BY ALL"));
  }

  private static void delete(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
