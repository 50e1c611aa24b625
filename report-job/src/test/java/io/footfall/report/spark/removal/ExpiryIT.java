package io.footfall.report.spark.removal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.report.core.Grain;
import io.footfall.report.spark.EventStats;
import io.footfall.report.spark.ReportPass;
import io.footfall.report.spark.TableExport;
import io.footfall.report.spark.TimeRange;
import io.footfall.report.spark.Warehouse;
import io.footfall.runtime.delta.DeltaTables;
import io.footfall.runtime.delta.ReaderPositions;
import io.footfall.schema.spark.ReportTables;
import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpiryIT {
  /** Thirty days after noon of the fifth. */
  private static final Instant NOW = Instant.parse("2026-04-04T12:00:00Z");

  private static final LocalDate FIRST = LocalDate.parse("2026-03-01");
  private static final LocalDate FOURTH = LocalDate.parse("2026-03-04");

  @TempDir private Path dir;
  private Warehouse warehouse;

  @BeforeEach
  void open() {
    warehouse =
        new Warehouse(
            dir,
            Map.of(
                "footfall.retention.quarantine",
                "30 days",
                "footfall.retention.event-stats-partial",
                "30 days"));
  }

  @Test
  void oldRejectedRecordsAreListedAndGoAndTheNextRunFindsNothing() {
    quarantine("(1, '2026-03-01'), (2, '2026-03-01')");
    quarantine("(3, '2026-03-04'), (4, '2026-03-05')");
    attempts("(1, '2026-03-02', 'SENT'), (4, '2026-03-04', 'SENT'), (3, '2026-03-05', 'REJECTED')");

    assertThat(run(true).get(0).rows()).isEqualTo(Map.of(FIRST, 2L, FOURTH, 1L));
    assertThat(offsets(Tables.QUARANTINE)).as("a dry run removes nothing").hasSize(4);
    assertThat(dir.resolve("warehouse/removals")).doesNotExist();

    List<Expiry.Outcome> done = run(false);
    assertThat(done).extracting(Expiry.Outcome::complete).containsOnly(true);
    assertThat(done.get(0).rows()).isEqualTo(Map.of(FIRST, 2L, FOURTH, 1L));
    assertThat(offsets(Tables.QUARANTINE)).containsExactly("[4]");
    assertThat(
            warehouse.rows(
                warehouse
                    .read(Tables.REMOVALS)
                    .selectExpr("kafka_offset", "why", "event_date", "event_id")))
        .containsExactly(
            "[1,EXPIRED,2026-03-01,null]",
            "[2,EXPIRED,2026-03-01,null]",
            "[3,EXPIRED,2026-03-04,null]");
    assertThat(offsets(ReportTables.QUARANTINE_ATTEMPTS))
        .as("without those of records that are gone, of which one is too new")
        .containsExactly("[3]", "[4]");
    assertThat(run(false)).allSatisfy(outcome -> assertThat(outcome.rows()).isEmpty());
    assertThat(warehouse.read(Tables.REMOVALS).count()).as("listed once").isEqualTo(3);
  }

  @Test
  void whatASlowReaderHasNotReadStays() throws IOException {
    quarantine("(1, '2026-03-01')");
    long next = version(Tables.QUARANTINE) + 1;
    quarantine("(2, '2026-03-04')");
    ReaderPositions readers = readers(Tables.QUARANTINE);
    readers.put("export", next);
    assertThat(run(false).get(0))
        .satisfies(
            outcome -> {
              assertThat(outcome.rows()).isEqualTo(Map.of(FIRST, 1L));
              assertThat(outcome.held()).containsExactly(FOURTH);
            });
    assertThat(offsets(Tables.QUARANTINE)).containsExactly("[2]");
    readers.put("export", version(Tables.QUARANTINE) + 1);
    assertThat(run(false).get(0).rows()).isEqualTo(Map.of(FOURTH, 1L));
    assertThat(offsets(Tables.QUARANTINE)).isEmpty();
  }

  @Test
  void aRunThatDiedWhenItHadListedIsCompletedByTheNext() {
    quarantine("(1, '2026-03-01'), (2, '2026-03-01')");
    SparkSession session = warehouse.spark().newSession();
    new Removals(session, warehouse.config(), NOW)
        .listExpired(
            session
                .read()
                .format("delta")
                .load(Tables.QUARANTINE.path(warehouse.config().warehouse())));
    assertThat(offsets(Tables.QUARANTINE)).hasSize(2);
    assertThat(run(false).get(0).rows()).isEqualTo(Map.of(FIRST, 2L));
    assertThat(offsets(Tables.QUARANTINE)).isEmpty();
    assertThat(warehouse.read(Tables.REMOVALS).count()).as("listed once").isEqualTo(2);
  }

  @Test
  void partialCountsGoWhenTheyAreMergedAndReportsStayAsTheyWere() throws IOException {
    partials("2026-03-01");
    partials("2026-03-20");
    assertThat(run(false).get(0).held()).as("not merged yet").containsExactly(FIRST);
    try (ReportPass pass = new ReportPass(warehouse.spark(), warehouse.config(), clock())) {
      pass.run();
    }
    partials("2026-03-01"); // a batch that was begun then and is finished now
    List<String> before = stats();
    assertThat(run(false).get(0).held()).as("not merged yet").containsExactly(FIRST);
    try (ReportPass pass = new ReportPass(warehouse.spark(), warehouse.config(), clock())) {
      pass.run();
    }
    assertThat(run(false).get(0).rows()).isEqualTo(Map.of(FIRST, 2L));
    assertThat(warehouse.read(Tables.EVENT_STATS_PARTIAL).count()).isEqualTo(1);
    assertThat(stats()).isEqualTo(before).containsExactly("[2026-03-01 10:00:00,view,web,9]");
    partials("2026-03-21");
    try (ReportPass pass = new ReportPass(warehouse.spark(), warehouse.config(), clock())) {
      pass.run();
    }
    assertThat(stats()).containsExactly("[2026-03-01 10:00:00,view,web,12]");
    assertThat(run(false).get(0).rows()).isEmpty();
  }

  @Test
  void whatWouldNeedAllPartialCountsIsRefusedWhenSomeAreGone() throws IOException {
    partials("2026-03-01");
    partials("2026-03-20");
    try (ReportPass pass = new ReportPass(warehouse.spark(), warehouse.config(), clock())) {
      pass.run();
      run(false);
      assertThatThrownBy(
              () ->
                  TableExport.of(
                      warehouse.spark(), warehouse.config(), "event_stats_live", TimeRange.all()))
          .hasMessageContaining("event_stats_live needs all of event_stats_partial")
          .hasMessageContaining("before 2026-03-02");
      JavaUtils.deleteRecursively(dir.resolve("warehouse/event_stats").toFile());
      DeltaTables.forgetAll();
      assertThatThrownBy(pass::run).hasMessageContaining("event_stats needs all of");
    }
    assertThatThrownBy(this::stats).hasMessageContaining("event_stats needs all of");
  }

  private static Clock clock() {
    return Clock.systemUTC();
  }

  private List<Expiry.Outcome> run(boolean dryRun) {
    return new Expiry(warehouse.spark(), warehouse.config(), NOW).run(dryRun);
  }

  private List<String> offsets(TableLayout table) {
    return warehouse.rows(warehouse.read(table).select("kafka_offset"));
  }

  private List<String> stats() {
    return warehouse.rows(
        new EventStats(warehouse.spark(), warehouse.config())
            .by(Grain.HOUR, TimeRange.all())
            .orElseThrow()
            .selectExpr("CAST(bucket AS STRING)", "event_type", "channel", "events"));
  }

  private long version(TableLayout table) {
    return warehouse
        .spark()
        .sql("DESCRIBE HISTORY delta.`%s`".formatted(table.path(warehouse.config().warehouse())))
        .selectExpr("max(version)")
        .head()
        .getLong(0);
  }

  private ReaderPositions readers(TableLayout table) throws IOException {
    return new ReaderPositions(
        warehouse.config().warehouse(),
        table.name(),
        warehouse.spark().sessionState().newHadoopConf());
  }

  /** One commit; offset and date of each. */
  private void quarantine(String values) {
    warehouse.append(
        Tables.QUARANTINE,
        """
        SELECT CAST('x' AS BINARY) AS raw, CAST(NULL AS BINARY) AS kafka_key, 'BAD_TIME' AS reason,
          CAST(NULL AS STRING) AS field, CAST(NULL AS STRING) AS detail, 0 AS source_epoch,
          't' AS kafka_topic, 0 AS kafka_partition, CAST(o AS LONG) AS kafka_offset,
          CAST(day AS TIMESTAMP) AS kafka_timestamp, CAST(day AS TIMESTAMP) AS ingested_at,
          CAST(day AS DATE) AS commit_date
        FROM VALUES %s AS t(o, day)
        """
            .formatted(values));
  }

  private void attempts(String values) {
    warehouse.append(
        ReportTables.QUARANTINE_ATTEMPTS,
        """
        SELECT 0 AS source_epoch, 't' AS kafka_topic, 0 AS kafka_partition,
          CAST(o AS LONG) AS kafka_offset, 1 AS attempt, outcome, CAST(NULL AS STRING) AS reason,
          CAST(NULL AS STRING) AS field, CAST(NULL AS STRING) AS detail,
          CAST(map() AS MAP<INT, BIGINT>) AS from_offsets, CAST(day AS TIMESTAMP) AS attempted_at,
          CAST(day AS DATE) AS commit_date
        FROM VALUES %s AS t(o, day, outcome)
        """
            .formatted(values));
  }

  /** Three views, always of the same minute, committed on this date. */
  private void partials(String date) {
    warehouse.append(
        Tables.EVENT_STATS_PARTIAL,
        """
        SELECT TIMESTAMP '2026-03-01 10:07:00Z' AS minute, 'view' AS event_type, 'web' AS channel,
          CAST(NULL AS STRING) AS currency, 3L AS events, CAST(NULL AS DECIMAL(38, 4)) AS amount,
          (SELECT hll_sketch_agg(u, 12) FROM VALUES ('a'), ('b') AS v(u)) AS users,
          0 AS source_epoch, TIMESTAMP '2026-03-01 10:08:00Z' AS ingested_at,
          DATE '%s' AS commit_date
        """
            .formatted(date));
  }
}
