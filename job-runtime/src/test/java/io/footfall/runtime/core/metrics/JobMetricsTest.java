package io.footfall.runtime.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.runtime.core.Batch;
import io.footfall.runtime.core.DataFile;
import io.footfall.runtime.core.lifecycle.PassReport;
import io.footfall.schema.core.error.ErrorCategory;
import io.footfall.schema.core.error.FootfallException;
import io.footfall.schema.spark.ReportTables;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class JobMetricsTest {
  private static final KafkaPartition PARTITION = new KafkaPartition("t", 0);
  private final FootfallException brokerGone =
      new FootfallException(ErrorCategory.EXTERNAL, "no broker answers", "Bring it back");

  private final TestClock clock = new TestClock();
  private final JobMetrics ingest = job("ingest");

  private JobMetrics job(String name) {
    return new JobMetrics(name, TestConfig.METRICS, Map.of("buy", 3), clock);
  }

  @Test
  void tenThousandEventTypesLeaveTheNumberOfSeriesAsItWas() {
    List<Series> before = ingest.series();
    Map<String, Long> counts = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      counts.put(Detail.EVENT_TYPE.named("type-" + i), 1L);
      counts.put(Detail.PAYMENTS.named("C" + i), 1L);
    }
    counts.put(Detail.EVENT_TYPE.named("view"), 7L);
    ingest.committed(report(0, counts));

    assertThat(ingest.series()).isEqualTo(before).hasSizeLessThan(100);
    assertThat(value(ingest, Metric.EVENTS, "other")).isEqualTo(10_000);
    assertThat(value(ingest, Metric.EVENTS, "view")).isEqualTo(7);
    assertThat(value(ingest, Metric.PAYMENTS, "other")).isEqualTo(10_000);
  }

  @Test
  void aJobHasOnlyTheMetricsThatItCanFill() {
    assertThat(ingest.series()).extracting(Series::metric).doesNotContain(Metric.SESSIONS_CLOSED);
    assertThat(job("session").series())
        .extracting(Series::metric)
        .contains(Metric.SESSIONS_CLOSED, Metric.WATERMARK_DELAY)
        .doesNotContain(Metric.EVENTS, Metric.FUNNEL_USERS);
  }

  @Test
  void addsUpWhatBatchesBring() {
    Map<String, Long> counts = Map.of("valid", 90L, "orders", 4L, "MALFORMED_JSON", 10L);
    DataFile file = new DataFile("f", "2026-03-01", 2_000, 90, 0, "{}");
    ingest.committed(report(0, counts, Map.of("events", List.of(file, file)), 2));
    ingest.committed(report(1, counts, Map.of("events", List.of(file)), 0));

    assertThat(value(ingest, Metric.BATCHES)).isEqualTo(2);
    assertThat(value(ingest, Metric.VALID_ROWS)).isEqualTo(180);
    assertThat(value(ingest, Metric.REJECTED_ROWS, "malformed_json")).isEqualTo(20);
    assertThat(value(ingest, Metric.ORDERS)).isEqualTo(8);
    assertThat(value(ingest, Metric.OUTPUT_ROWS, "events")).isEqualTo(270);
    assertThat(value(ingest, Metric.OUTPUT_FILES, "events")).isEqualTo(3);
    assertThat(value(ingest, Metric.OUTPUT_BYTES, "events")).isEqualTo(6_000);
    assertThat(value(ingest, Metric.COMMIT_RETRIES)).isEqualTo(2);
    assertThat(value(ingest, Metric.COMMIT_TIME)).isCloseTo(0.4, within(1e-9));
  }

  @Test
  void paidAmountsAreNeverAddedAcrossCurrencies() {
    ingest.committed(
        report(
            0,
            Map.of(
                Detail.PAID.named("EUR"), 123_400L,
                Detail.PAID.named("USD"), 10_000L,
                Detail.PAID.named("other"), 99_999L)));

    assertThat(value(ingest, Metric.PAID_AMOUNT, "EUR")).isEqualTo(12.34);
    assertThat(value(ingest, Metric.PAID_AMOUNT, "USD")).isEqualTo(1);
    assertThat(value(ingest, Metric.PAID_AMOUNT, "other")).isZero();
  }

  @Test
  void latencyRunsFromTheRecordToTheCommit() {
    Ages ages = new Ages();
    Instant batch = clock.instant().minusSeconds(1);
    ages.add(micros(batch) - 300_000, micros(batch));
    ages.add(micros(batch) - 310_000, micros(batch));
    ages.add(micros(batch) - 60_000_000, micros(batch));
    Map<String, Long> counts = new TreeMap<>();
    ages.addTo(counts);
    ingest.committed(report(0, counts));

    Histogram.Snapshot latency = ingest.histograms().get(Metric.LATENCY);
    assertThat(latency.count()).isEqualTo(3);
    assertThat(latency.counts().get(latency.bounds().indexOf(1.5))).isEqualTo(2);
    assertThat(latency.counts().get(latency.bounds().indexOf(300.0))).isEqualTo(1);
    assertThat(latency.sum()).isCloseTo(1.325 * 2 + 61, within(1.0));
    assertThat(ingest.status().latency().p50()).hasValue(1_325 + 25);
  }

  @Test
  void ageOfTheLastBatchGrowsUntilTheNext() {
    clock.advance(Duration.ofSeconds(30));
    assertThat(value(ingest, Metric.LAST_BATCH_AGE)).isEqualTo(30);

    ingest.committed(report(0, Map.of()));
    clock.advance(Duration.ofSeconds(5));
    assertThat(value(ingest, Metric.LAST_BATCH_AGE)).isEqualTo(5);
  }

  @Test
  void healthFollowsTheJobThroughItsRestarts() {
    assertThat(ingest.live()).isTrue();
    assertThat(ingest.ready()).isFalse();

    ingest.started(Map.of(PARTITION, 0L));
    clock.advance(Duration.ofHours(1)); // a long batch is no illness
    assertThat(ingest.ready()).isTrue();

    ingest.restarting(brokerGone, Duration.ofSeconds(1));
    assertThat(ingest.live()).isTrue();
    assertThat(ingest.ready()).isFalse();
    assertThat(value(ingest, Metric.JOB_RUNNING)).isZero();

    ingest.started(Map.of(PARTITION, 0L));
    assertThat(ingest.ready()).isTrue();
    assertThat(value(ingest, Metric.RESTARTS)).isEqualTo(1);
    assertThat(value(ingest, Metric.FAILURES, "external")).isEqualTo(1);

    ingest.failed(brokerGone);
    assertThat(ingest.live()).isFalse();
    assertThat(ingest.status().troubles())
        .singleElement()
        .satisfies(trouble -> assertThat(trouble.problem()).isEqualTo("no broker answers"));
  }

  @Test
  void lagIsUnknownUntilTheBrokerAnswersAndStaysWhileItIsAway() {
    ingest.started(Map.of(PARTITION, 10L));
    assertThat(value(ingest, Metric.LAG_RECORDS)).isNaN();

    ingest.sampled(Map.of(PARTITION, 30L));
    ingest.committed(report(0, Map.of()));
    assertThat(value(ingest, Metric.LAG_RECORDS)).isEqualTo(10);
    assertThat(value(ingest, Metric.SOURCE_REACHABLE)).isEqualTo(1);

    ingest.unreachable();
    assertThat(value(ingest, Metric.SOURCE_REACHABLE)).isZero();
    assertThat(value(ingest, Metric.LAG_RECORDS)).isEqualTo(10);
  }

  @Test
  void aJobThatDoesNotReadTheTopicHasNoLag() {
    JobMetrics report = job("report");
    report.sampled(Map.of(PARTITION, 30L));

    assertThat(report.status().lag().records()).isEmpty();
  }

  @Test
  void addsUpWhatPassesOverTablesBring() {
    JobMetrics report = job("report");
    clock.advance(Duration.ofSeconds(30));
    assertThat(value(report, Metric.PASS_AGE)).isEqualTo(30);
    assertThat(value(report, Metric.VERSIONS_BEHIND, "sessions", "session_updates")).isNaN();

    report.passed(pass(1, merge("sessions", "session_updates", 60, 500)));
    report.passed(
        pass(
            2,
            merge("sessions", "session_updates", 7, 40),
            merge("sessions", "session_corrections", 0, 0),
            merge("user_journeys", "sessions", 2, 45),
            merge("new_table", "elsewhere", 9, 1)));
    clock.advance(Duration.ofSeconds(5));

    assertThat(value(report, Metric.PASS_AGE)).isEqualTo(5);
    assertThat(value(report, Metric.MERGES, "sessions")).isEqualTo(2);
    assertThat(value(report, Metric.MERGED_ROWS, "sessions")).isEqualTo(540);
    assertThat(value(report, Metric.MERGED_ROWS, "other")).isEqualTo(1);
    assertThat(value(report, Metric.MERGE_TIME, "user_journeys")).isEqualTo(0.5);
    assertThat(value(report, Metric.VERSIONS_BEHIND, "sessions", "session_updates")).isEqualTo(7);
    assertThat(value(report, Metric.VERSIONS_BEHIND, "sessions", "session_corrections")).isZero();
    assertThat(value(report, Metric.VERSIONS_BEHIND, "other", "other")).isEqualTo(9);
    assertThat(report.histograms().get(Metric.PASS_DURATION).sum()).isEqualTo(4);
    assertThat(report.status().json().get("pass"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("id", 2L)
        .containsEntry("age_seconds", 5.0)
        .containsEntry("duration_seconds", 2.0)
        .extractingByKey("merged", InstanceOfAssertFactories.LIST)
        .hasSize(3)
        .first(InstanceOfAssertFactories.MAP)
        .containsEntry("table", "sessions")
        .containsEntry("versions", 7L)
        .containsEntry("rows", 40L);
  }

  @Test
  void theTablesThatAreMergedHaveSeriesOfTheirOwn() {
    assertThat(job("report").series())
        .filteredOn(series -> series.metric() == Metric.MERGED_ROWS)
        .extracting(series -> series.labels().get(0))
        .containsExactly(
            ReportTables.EVENT_STATS.name(),
            ReportTables.FUNNEL_REPORT.name(),
            ReportTables.SESSIONS.name(),
            ReportTables.USER_JOURNEYS.name(),
            ClosedSet.OTHER);
  }

  private static PassReport pass(long number, PassReport.Merge... merges) {
    return new PassReport(number, Duration.ofSeconds(2), List.of(merges));
  }

  private static PassReport.Merge merge(String table, String source, long versions, long rows) {
    int files = versions == 0 ? 0 : 1;
    return new PassReport.Merge(table, source, 99, versions, files, rows, Duration.ofMillis(500));
  }

  @Test
  void publishedOffsetsAreBehindFromTheFirstCommitThatTheyLack() {
    assertThat(value(ingest, Metric.PUBLISHED_OFFSET_DELAY, "kafka")).isNaN();

    ingest.committed(report(0, Map.of()));
    ingest.published("kafka", 0);
    assertThat(value(ingest, Metric.PUBLISHED_OFFSET_DELAY, "kafka")).isZero();

    clock.advance(Duration.ofSeconds(10));
    ingest.committed(report(1, Map.of()));
    clock.advance(Duration.ofSeconds(7));
    ingest.committed(report(2, Map.of()));
    ingest.publishFailed("kafka", "group coordinator not available");
    assertThat(value(ingest, Metric.PUBLISHED_OFFSET_DELAY, "kafka")).isEqualTo(7);
    assertThat(value(ingest, Metric.PUBLISH_FAILURES, "kafka")).isEqualTo(1);

    ingest.published("kafka", 2);
    assertThat(value(ingest, Metric.PUBLISHED_OFFSET_DELAY, "kafka")).isZero();
  }

  @Test
  void takesPhasesWatermarkAndStateFromSpark() {
    JobMetrics session = job("session");
    session.progressed(
        new BatchProgress(
            3,
            500,
            Map.of("triggerExecution", 900L, "addBatch", 700L, "walCommit", 20L, "newInSpark", 5L),
            Optional.of(clock.instant().minusSeconds(120)),
            Optional.of(new BatchProgress.State(42, 1_000, 7, 0))));

    assertThat(value(session, Metric.INPUT_ROWS)).isEqualTo(500);
    assertThat(value(session, Metric.BATCH_PHASE, "add_batch")).isEqualTo(0.7);
    assertThat(value(session, Metric.BATCH_PHASE, "other")).isEqualTo(0.005);
    assertThat(value(session, Metric.WATERMARK_DELAY)).isEqualTo(120);
    assertThat(value(session, Metric.STATE_ROWS)).isEqualTo(42);
    assertThat(value(session, Metric.STATE_UPDATES)).isEqualTo(7);
    assertThat(session.histograms().get(Metric.BATCH_DURATION).count()).isEqualTo(1);
    assertThat(session.status().rowsPerSecond()).isEqualTo(50);
  }

  @Test
  void eventsThatAFunnelLeavesOutAreCountedByFunnel() {
    JobMetrics funnel = job("funnel");
    assertThat(value(funnel, Metric.FUNNEL_CAPPED, "buy")).isZero();
    funnel.committed(
        report(
            0, Map.of("capped", 5L, Detail.CAPPED.named("buy"), 3L, Detail.CAPPED.named("?"), 2L)));
    assertThat(value(funnel, Metric.FUNNEL_CAPPED, "buy")).isEqualTo(3);
    assertThat(value(funnel, Metric.FUNNEL_CAPPED, "other")).isEqualTo(2);
    assertThat(Metric.FUNNEL_CAPPED.series()).isEqualTo("footfall_funnel_capped_events_total");
  }

  @Test
  void funnelUsersGoUpAndDown() {
    JobMetrics funnel = job("funnel");
    funnel.committed(
        report(0, Map.of(Detail.FUNNEL.named("buy/1"), 9L, Detail.FUNNEL.named("buy/2"), 4L)));
    funnel.committed(report(1, Map.of(Detail.FUNNEL.named("buy/2"), -1L)));

    assertThat(value(funnel, Metric.FUNNEL_USERS, "buy", "1")).isEqualTo(9);
    assertThat(value(funnel, Metric.FUNNEL_USERS, "buy", "2")).isEqualTo(3);
  }

  private static double value(JobMetrics job, Metric metric, String... labels) {
    return job.value(Series.of(metric, labels));
  }

  private BatchReport report(long batch, Map<String, Long> counts) {
    return report(batch, counts, Map.of(), 0);
  }

  private BatchReport report(
      long batch, Map<String, Long> counts, Map<String, List<DataFile>> files, long retries) {
    return new BatchReport(
        new Batch("query", batch, Map.of(PARTITION, new OffsetRange(10, 20)), 1),
        clock.instant().minusSeconds(1),
        clock.instant(),
        counts,
        files,
        Duration.ofMillis(200),
        retries);
  }

  private static long micros(Instant instant) {
    return instant.toEpochMilli() * 1_000;
  }
}
