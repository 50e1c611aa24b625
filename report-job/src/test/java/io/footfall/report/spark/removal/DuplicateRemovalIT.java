package io.footfall.report.spark.removal;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.offsets.core.RecordedOffsets;
import io.footfall.report.spark.Warehouse;
import io.footfall.runtime.spark.keyed.Settled;
import io.footfall.schema.spark.Tables;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuplicateRemovalIT {
  private static final Instant NOW = Instant.parse("2026-03-05T12:00:00Z");
  private static final LocalDate FIRST = LocalDate.parse("2026-03-01");
  private static final LocalDate SECOND = LocalDate.parse("2026-03-02");

  @TempDir private Path dir;
  private Warehouse warehouse;

  /** Offsets in the order of sending; partition, event id, time, page. */
  @BeforeEach
  void shop() {
    warehouse = new Warehouse(dir);
    events(
        """
        (0, 0, 'a', '2026-03-01T10:00:00Z', '/'), (0, 1, 'b', '2026-03-01T10:00:10Z', '/'),
        (0, 2, 'a', '2026-03-01T10:00:00Z', '/'), (0, 3, 'c', '2026-03-02T10:00:00Z', '/'),
        (0, 4, 'a', '2026-03-01T10:00:00Z', '/other'), (0, 5, 'c', '2026-03-02T10:00:00Z', '/'),
        (0, 6, 'd', '2026-03-03T10:00:00Z', '/'), (0, 7, 'd', '2026-03-03T10:00:00Z', '/'),
        (0, 8, 'a', '2026-03-01T10:00:00Z', '/'), (0, 9, 'a', '2026-03-02T10:00:00Z', '/')
        """);
  }

  @Test
  void theFirstCopyStaysOnClosedDatesAndOtherBodiesStayAll() {
    assertThat(run(true).rows()).isEqualTo(Map.of(FIRST, 2L, SECOND, 1L));
    assertThat(offsets()).as("a dry run removes nothing").hasSize(10);
    assertThat(dir.resolve("warehouse/removals")).doesNotExist();

    DuplicateRemoval.Outcome outcome = run(false);
    assertThat(outcome.rows()).isEqualTo(Map.of(FIRST, 2L, SECOND, 1L));
    assertThat(outcome.closedBefore()).isEqualTo("2026-03-03");
    assertThat(outcome.complete()).isTrue();
    assertThat(offsets()).containsExactly(0L, 1L, 3L, 4L, 6L, 7L, 9L);
    assertThat(
            warehouse.rows(
                warehouse
                    .read(Tables.REMOVALS)
                    .selectExpr(
                        "event_id", "kafka_offset", "kept_offset", "why", "listing", "event_date")))
        .containsExactly(
            "[a,2,0,DUPLICATE,1,2026-03-01]",
            "[a,8,0,DUPLICATE,1,2026-03-01]",
            "[c,5,3,DUPLICATE,1,2026-03-02]");
  }

  @Test
  void aDateIsSearchedAgainOnlyWhenEventsHaveComeToIt() {
    run(false);
    assertThat(run(false).rows()).isEmpty();
    events("(0, 10, 'b', '2026-03-01T10:00:10Z', '/')");
    assertThat(run(false).rows()).isEqualTo(Map.of(FIRST, 1L));
    assertThat(offsets()).doesNotContain(10L);
    assertThat(warehouse.rows(warehouse.read(Tables.EVENT_STATS_PARTIAL).selectExpr("sum(events)")))
        .as("each removal is taken back once")
        .containsExactly("[7]");
  }

  @Test
  void aRunThatDiedWhenItHadListedIsCompletedByTheNext() {
    SparkSession session = warehouse.spark().newSession();
    Dataset<Row> events =
        session.read().format("delta").load(Tables.EVENTS.path(warehouse.config().warehouse()));
    new Removals(session, warehouse.config(), NOW)
        .list(
            new Copies(session, warehouse.config(), List.of(settled()))
                .of(events, new TreeSet<>(List.of(FIRST, SECOND))));
    assertThat(warehouse.read(Tables.REMOVALS).count()).isEqualTo(3);
    assertThat(offsets()).hasSize(10);
    assertThat(run(false).rows()).isEqualTo(Map.of(FIRST, 2L, SECOND, 1L));
    assertThat(offsets()).hasSize(7);
    assertThat(warehouse.read(Tables.REMOVALS).count()).as("listed once").isEqualTo(3);
    assertThat(counted()).isEqualTo(recounted());
  }

  @Test
  void aCopyInAnotherPartitionGoesOnlyWhereTheOneThatStaysCounted() {
    events(
        """
        (1, 0, 'b', '2026-03-01T10:00:10Z', '/'), (1, 1, 'e', '2026-03-01T11:00:00Z', '/'),
        (2, 0, 'e', '2026-03-01T11:00:00Z', '/'), (2, 9, 'e', '2026-03-01T11:00:00Z', '/')
        """);
    late(0, 1); // of which 1-0 is a copy that counted
    // 2-9 was not read by the job yet: it will be late.
    Settled settled = settled(Map.of(0, 10L, 1, 2L, 2, 1L));
    assertThat(run(settled, false).rows()).isEqualTo(Map.of(FIRST, 4L, SECOND, 1L));
    assertThat(
            warehouse.rows(
                warehouse
                    .read(Tables.REMOVALS)
                    .where("event_id IN ('b', 'e')")
                    .selectExpr("event_id", "kafka_partition", "kafka_offset", "kept_partition")))
        .containsExactly("[e,2,0,1]", "[e,2,9,1]");
  }

  @Test
  void withoutAJobThatSaysSoNoDateIsClosed() {
    assertThat(
            new DuplicateRemoval(warehouse.spark(), warehouse.config(), List.of(), NOW).run(false))
        .isEmpty();
    assertThat(
            new DuplicateRemoval(
                    warehouse.spark(),
                    warehouse.config(),
                    List.of(
                        settled(),
                        new Settled(
                            Tables.FUNNEL_LATE_EVENTS, Long.MIN_VALUE, RecordedOffsets.none(0))),
                    NOW)
                .run(false))
        .isEmpty();
  }

  @Test
  void twoRunsAtOnceRemoveAndTakeBackOnce() {
    List<CompletableFuture<DuplicateRemoval.Outcome>> both =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> run(false))).limit(2).toList();
    both.forEach(CompletableFuture::join);
    run(false);
    assertThat(offsets()).hasSize(7);
    assertThat(
            warehouse
                .read(Tables.REMOVALS)
                .select("kafka_partition", "kafka_offset")
                .distinct()
                .count())
        .isEqualTo(warehouse.read(Tables.REMOVALS).count());
    assertThat(counted()).isEqualTo(recounted());
  }

  private DuplicateRemoval.Outcome run(boolean dryRun) {
    return run(settled(), dryRun);
  }

  private DuplicateRemoval.Outcome run(Settled settled, boolean dryRun) {
    return new DuplicateRemoval(warehouse.spark(), warehouse.config(), List.of(settled), NOW)
        .run(dryRun)
        .orElseThrow();
  }

  private Settled settled() {
    return settled(Map.of(0, 1_000L));
  }

  /** A job that is done with everything before the third day, and has read so far. */
  private Settled settled(Map<Integer, Long> ends) {
    if (!dir.resolve("warehouse/session_late_events").toFile().exists()) {
      late(0, 999);
    }
    Map<KafkaPartition, OffsetRange> partitions = new TreeMap<>();
    ends.forEach(
        (number, end) ->
            partitions.put(
                new KafkaPartition(warehouse.config().kafka().topic(), number),
                new OffsetRange(0, end)));
    return new Settled(
        Tables.SESSION_LATE_EVENTS,
        ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2026-03-03T07:00:00Z")),
        new RecordedOffsets(0, partitions));
  }

  /** Rows as ingest makes them, and their partial counts. */
  private void events(String values) {
    String rows =
        """
        SELECT id AS event_id, 'u' AS user_id, 'order' AS event_type,
          CAST(time AS TIMESTAMP) AS event_time, 'i' AS item_id, CAST(NULL AS STRING) AS category,
          page, 'web' AS channel, CAST(NULL AS STRING) AS device,
          CAST(NULL AS STRING) AS campaign, CAST(2.5 AS DECIMAL(18, 4)) AS amount,
          'EUR' AS currency, map('k', 'v', 'l', 'w') AS properties, 0 AS source_epoch,
          '%s' AS kafka_topic, partition AS kafka_partition, CAST(o AS LONG) AS kafka_offset,
          TIMESTAMP '2026-03-04T00:00:00Z' AS kafka_timestamp,
          TIMESTAMP '2026-03-04T00:00:01Z' AS ingested_at, CAST(CAST(time AS TIMESTAMP) AS DATE)
            AS event_date
        FROM VALUES %s AS t(partition, o, id, time, page)
        """
            .formatted(warehouse.config().kafka().topic(), values);
    warehouse.append(Tables.EVENTS, rows);
    warehouse.append(
        Tables.EVENT_STATS_PARTIAL,
        """
        SELECT date_trunc('minute', event_time) AS minute, event_type, channel, currency,
          count(*) AS events, CAST(sum(amount) AS DECIMAL(38, 4)) AS amount,
          hll_sketch_agg(user_id, 12) AS users, source_epoch,
          TIMESTAMP '2026-03-04T00:00:01Z' AS ingested_at, DATE '2026-03-04' AS commit_date
        FROM (%s) GROUP BY ALL
        """
            .formatted(rows));
  }

  private void late(int partition, long offset) {
    warehouse.append(
        Tables.SESSION_LATE_EVENTS,
        """
        SELECT 'x' AS event_id, 'u' AS user_id, 'order' AS event_type,
          TIMESTAMP '2026-03-01T10:00:10Z' AS event_time, 0 AS source_epoch, '%s' AS kafka_topic,
          %d AS kafka_partition, CAST(%d AS LONG) AS kafka_offset,
          TIMESTAMP '2026-03-04T00:00:00Z' AS kafka_timestamp,
          TIMESTAMP '2026-03-04T00:00:01Z' AS ingested_at,
          TIMESTAMP '2026-03-02T00:00:00Z' AS watermark, DATE '2026-03-04' AS commit_date
        """
            .formatted(warehouse.config().kafka().topic(), partition, offset));
  }

  private List<Long> offsets() {
    return warehouse
        .read(Tables.EVENTS)
        .where("kafka_partition = 0")
        .select("kafka_offset")
        .collectAsList()
        .stream()
        .map(row -> row.getLong(0))
        .sorted()
        .toList();
  }

  /** By the partial counts, those taken back among them. */
  private List<String> counted() {
    return warehouse.rows(
        warehouse
            .read(Tables.EVENT_STATS_PARTIAL)
            .groupBy("minute", "event_type", "channel", "currency")
            .agg(
                expr("sum(events)"),
                expr("CAST(sum(amount) AS DECIMAL(38, 4))"),
                expr("hll_sketch_estimate(hll_union_agg(users))")));
  }

  private List<String> recounted() {
    return warehouse.rows(
        warehouse
            .read(Tables.EVENTS)
            .groupBy(
                expr("date_trunc('minute', event_time)"),
                col("event_type"),
                col("channel"),
                col("currency"))
            .agg(
                expr("count(*)"),
                expr("CAST(sum(amount) AS DECIMAL(38, 4))"),
                expr("count(DISTINCT user_id)")));
  }
}
