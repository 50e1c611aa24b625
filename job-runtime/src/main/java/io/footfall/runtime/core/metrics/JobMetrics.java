package io.footfall.runtime.core.metrics;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.runtime.core.Batch;
import io.footfall.runtime.core.lifecycle.JobObserver;
import io.footfall.runtime.core.lifecycle.PassReport;
import io.footfall.runtime.core.metrics.JobHealth.Stage;
import io.footfall.schema.core.config.MetricsConfig;
import io.footfall.schema.core.error.ErrorCategory;
import io.footfall.schema.core.error.FootfallException;
import io.footfall.schema.core.event.Reason;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** All that is measured of one job over its restarts. Thread-safe; every call is short. */
public final class JobMetrics implements JobObserver, PublishingObserver {
  private static final List<String> PHASES =
      List.of(
          "latestOffset", "getBatch", "queryPlanning", "walCommit", "addBatch", "commitOffsets");
  private static final int PAID_SCALE = 4;

  private final String job;
  private final JobKind kind;
  private final Clock clock;
  private final MeterTable meters = new MeterTable();
  private final Map<Metric, Histogram> histograms = new EnumMap<>(Metric.class);
  private final LagTracker lag = new LagTracker();
  private final LatencyWindow latencies = new LatencyWindow();
  private final RateWindow rows = new RateWindow();
  private final TopItems items = new TopItems();
  private final JobHealth health;
  private final Map<String, Optional<Instant>> unpublishedSince = new HashMap<>();
  private final PassMeters passes;
  private Instant lastBatchAt;
  private Optional<Instant> watermark = Optional.empty();
  private Optional<BatchReport> lastCommit = Optional.empty();
  private Optional<BatchProgress> lastProgress = Optional.empty();

  /**
   * A job that has not started yet.
   *
   * @param funnels how many steps each funnel has, by name
   */
  public JobMetrics(String job, MetricsConfig config, Map<String, Integer> funnels, Clock clock) {
    this.job = job;
    this.kind = JobKind.of(job);
    this.clock = clock;
    this.lastBatchAt = clock.instant();
    this.health = new JobHealth(lastBatchAt);
    this.passes = new PassMeters(meters, lastBatchAt);
    ClosedSet currencies = ClosedSet.of(config.currencies());
    for (Metric metric : Metric.values()) {
      if (!kind.has(metric)) {
        continue;
      }
      switch (metric) {
        case BATCH_DURATION, LATENCY, PASS_DURATION -> histograms.put(metric, new Histogram());
        case OUTPUT_ROWS, OUTPUT_FILES, OUTPUT_BYTES, MERGES, MERGE_TIME, MERGED_ROWS ->
            meters.declare(metric, ClosedSet.of(kind.tables()));
        case VERSIONS_BEHIND -> passes.declareBySource(metric);
        case BATCH_PHASE ->
            meters.declare(
                metric, ClosedSet.of(PHASES.stream().map(JobMetrics::snakeCase).toList()));
        case FAILURES -> meters.declare(metric, ClosedSet.of(names(ErrorCategory.values())));
        case PUBLISHED_OFFSET_DELAY, PUBLISH_FAILURES ->
            meters.declare(metric, ClosedSet.of(List.of(KAFKA, ZOOKEEPER)));
        case REJECTED_ROWS -> meters.declare(metric, ClosedSet.of(names(Reason.values())));
        case EVENTS -> meters.declare(metric, ClosedSet.of(config.eventTypes()));
        case PAYMENTS, PAID_AMOUNT -> meters.declare(metric, currencies);
        case FUNNEL_CAPPED -> meters.declare(metric, ClosedSet.of(funnels.keySet()));
        case FUNNEL_USERS ->
            meters.declare(metric, ClosedSet.of(funnels.keySet()), ClosedSet.of(steps(funnels)));
        default -> meters.declare(metric);
      }
    }
  }

  private static List<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(JobMetrics::label).toList();
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static List<String> steps(Map<String, Integer> funnels) {
    int most = funnels.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    return IntStream.rangeClosed(1, most).mapToObj(Integer::toString).toList();
  }

  /** Such as {@code ingest}. */
  public String job() {
    return job;
  }

  @Override
  public synchronized void started(Map<KafkaPartition, Long> offsets) {
    if (health.stage() == Stage.WAITING_FOR_RESTART) {
      meters.add(Metric.RESTARTS, 1);
    }
    health.enter(Stage.RUNNING, clock.instant());
    lag.position(offsets);
  }

  @Override
  public synchronized void passed(PassReport pass) {
    passes.add(pass, clock.instant());
    observe(Metric.PASS_DURATION, pass.took().toMillis(), 1);
  }

  @Override
  public synchronized void restarting(FootfallException error, Duration delay) {
    fail(error, Stage.WAITING_FOR_RESTART);
  }

  @Override
  public synchronized void failed(FootfallException error) {
    fail(error, Stage.FAILED);
  }

  private void fail(FootfallException error, Stage next) {
    Instant now = clock.instant();
    meters.add(Metric.FAILURES, 1, label(error.category()));
    health.trouble(error, now);
    health.enter(next, now);
  }

  @Override
  public synchronized void ended() {
    health.enter(Stage.ENDED, clock.instant());
  }

  @Override
  public synchronized void published(String target, long batch) {
    boolean all = lastCommit.map(last -> last.batch().id() <= batch).orElse(true);
    unpublishedSince.put(target, all ? Optional.empty() : lastCommit.map(BatchReport::committedAt));
  }

  @Override
  public synchronized void publishFailed(String target, String problem) {
    meters.add(Metric.PUBLISH_FAILURES, 1, target);
    unpublishedSince.putIfAbsent(target, Optional.of(clock.instant()));
    health.trouble(
        new JobHealth.Trouble(
            clock.instant(), problem, "It is tried again; the job goes on meanwhile"));
  }

  /** The broker said where the topic ends. */
  public synchronized void sampled(Map<KafkaPartition, Long> ends) {
    if (kind.has(Metric.LAG)) {
      meters.set(Metric.SOURCE_REACHABLE, 1);
      lag.sample(clock.instant(), ends);
    }
  }

  /** The broker did not say where the topic ends. */
  public synchronized void unreachable() {
    meters.set(Metric.SOURCE_REACHABLE, 0);
  }

  /** All tables have a batch. */
  public synchronized void committed(BatchReport report) {
    lastCommit = Optional.of(report);
    passed(report.batch());
    meters.add(Metric.BATCHES, 1);
    meters.add(Metric.COMMIT_TIME, seconds(report.commitTime()));
    meters.add(Metric.COMMIT_RETRIES, report.retries());
    report
        .files()
        .forEach(
            (table, files) -> {
              meters.add(Metric.OUTPUT_FILES, files.size(), table);
              meters.add(
                  Metric.OUTPUT_ROWS, files.stream().mapToLong(file -> file.rows()).sum(), table);
              meters.add(
                  Metric.OUTPUT_BYTES, files.stream().mapToLong(file -> file.bytes()).sum(), table);
            });
    report.counts().entrySet().forEach(count -> count(count, report));
    unpublishedSince.replaceAll(
        (target, since) -> since.or(() -> Optional.of(report.committedAt())));
  }

  /** A batch is done with, whether it committed something or not. */
  public synchronized void passed(Batch batch) {
    lastBatchAt = clock.instant();
    batch.ranges().forEach((partition, range) -> lag.position(Map.of(partition, range.until())));
  }

  private void count(Map.Entry<String, Long> count, BatchReport report) {
    long times = count.getValue();
    switch (count.getKey()) {
      case Counts.VALID -> meters.add(Metric.VALID_ROWS, times);
      case Counts.ORDERS -> meters.add(Metric.ORDERS, times);
      case Counts.LATE -> meters.add(Metric.LATE_ROWS, times);
      case Counts.SESSIONS_OPENED -> meters.add(Metric.SESSIONS_OPENED, times);
      case Counts.SESSIONS_CLOSED -> meters.add(Metric.SESSIONS_CLOSED, times);
      default -> detail(count, times, report);
    }
  }

  private void detail(Map.Entry<String, Long> count, long times, BatchReport report) {
    Detail.AGE.subject(count).ifPresent(cell -> latency(Integer.parseInt(cell), times, report));
    Detail.EVENT_TYPE.subject(count).ifPresent(type -> meters.add(Metric.EVENTS, times, type));
    Detail.PAYMENTS.subject(count).ifPresent(each -> meters.add(Metric.PAYMENTS, times, each));
    Detail.PAID
        .subject(count)
        .filter(currency -> !currency.equals(ClosedSet.OTHER))
        .ifPresent(
            currency ->
                meters.add(
                    Metric.PAID_AMOUNT,
                    BigDecimal.valueOf(times, PAID_SCALE).doubleValue(),
                    currency));
    Detail.ITEM.subject(count).ifPresent(item -> items.add(item, times));
    Detail.CAPPED
        .subject(count)
        .ifPresent(funnel -> meters.add(Metric.FUNNEL_CAPPED, times, funnel));
    Detail.FUNNEL
        .subject(count)
        .map(step -> step.split("/", 2))
        .filter(parts -> parts.length == 2)
        .ifPresent(parts -> meters.add(Metric.FUNNEL_USERS, times, parts));
    for (Reason reason : Reason.values()) {
      if (reason.name().equals(count.getKey())) {
        meters.add(Metric.REJECTED_ROWS, times, label(reason));
      }
    }
  }

  private void latency(int cell, long records, BatchReport report) {
    long delay = Duration.between(report.timestamp(), report.committedAt()).toMillis();
    long millis = Math.max(0, LatencyScale.untilMillis(cell) + delay);
    observe(Metric.LATENCY, millis, records);
    latencies.add(report.committedAt(), millis, records);
    lag.newest(report.timestamp().minusMillis(LatencyScale.fromMillis(cell)));
  }

  /** Spark has told of a batch. */
  public synchronized void progressed(BatchProgress progress) {
    watermark = progress.watermark().or(() -> watermark);
    progress
        .state()
        .ifPresent(
            state -> {
              meters.set(Metric.STATE_ROWS, state.rows());
              meters.set(Metric.SESSIONS_ACTIVE, state.rows());
              meters.set(Metric.STATE_BYTES, state.memoryBytes());
              meters.add(Metric.STATE_UPDATES, state.updatedRows());
              meters.add(Metric.DROPPED_ROWS, state.droppedRows());
            });
    if (!progress.ran()) {
      return;
    }
    lastProgress = Optional.of(progress);
    meters.add(Metric.INPUT_ROWS, progress.inputRows());
    rows.add(clock.instant(), progress.inputRows());
    progress
        .phaseMillis()
        .forEach(
            (phase, millis) -> {
              if (phase.equals(BatchProgress.WHOLE)) {
                observe(Metric.BATCH_DURATION, millis, 1);
              } else {
                meters.add(Metric.BATCH_PHASE, millis / 1_000.0, snakeCase(phase));
              }
            });
  }

  private void observe(Metric metric, long millis, long times) {
    if (histograms.containsKey(metric)) {
      histograms.get(metric).add(millis / 1_000.0, times);
    }
  }

  private static String snakeCase(String camelCase) {
    return camelCase.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  /** Counters and gauges; the same for ever. */
  public synchronized List<Series> series() {
    return meters.series();
  }

  /** The value of a counter or gauge now; NaN where it is not known. */
  public synchronized double value(Series series) {
    Instant now = clock.instant();
    return switch (series.metric()) {
      case PASS_AGE -> seconds(passes.age(now));
      case LAST_BATCH_AGE -> seconds(Duration.between(lastBatchAt, now));
      case LAG_RECORDS -> orNaN(lag.records());
      case LAG -> lag.seconds(now).orElse(Double.NaN);
      case JOB_RUNNING -> health.stage() == Stage.RUNNING ? 1 : 0;
      case WATERMARK_DELAY ->
          watermark.map(at -> seconds(Duration.between(at, now))).orElse(Double.NaN);
      case PUBLISHED_OFFSET_DELAY -> publishedDelay(series.labels().get(0), now);
      default -> meters.value(series);
    };
  }

  private static double orNaN(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : Double.NaN;
  }

  private double publishedDelay(String target, Instant now) {
    Optional<Instant> since = unpublishedSince.get(target);
    if (since == null) {
      return Double.NaN;
    }
    return since.map(at -> seconds(Duration.between(at, now))).orElse(0.0);
  }

  /** The histograms, as they are now. */
  public synchronized Map<Metric, Histogram.Snapshot> histograms() {
    Map<Metric, Histogram.Snapshot> snapshots = new EnumMap<>(Metric.class);
    histograms.forEach((metric, histogram) -> snapshots.put(metric, histogram.snapshot()));
    return snapshots;
  }

  /** False when the job has failed for good. */
  public synchronized boolean live() {
    return health.stage() != Stage.FAILED;
  }

  /** True while the job takes records, long batches included. */
  public synchronized boolean ready() {
    return health.stage() == Stage.RUNNING;
  }

  /** Everything for people and for the page. */
  public synchronized JobStatus status() {
    Instant now = clock.instant();
    return new JobStatus(
        job,
        health.stage().text(),
        health.since(),
        lastCommit.map(
            last ->
                new JobStatus.LastBatch(
                    last.batch().queryId(),
                    last.batch().id(),
                    seconds(Duration.between(last.committedAt(), now)),
                    lastProgress
                        .map(progress -> progress.phaseMillis().get(BatchProgress.WHOLE))
                        .map(millis -> millis / 1_000.0))),
        passes.status(now),
        rows.perSecond(now),
        new JobStatus.Latency(
            latencies.records(now),
            latencies.percentile(0.5, now),
            latencies.percentile(0.95, now),
            latencies.percentile(0.99, now)),
        new JobStatus.Lag(lag.records(), lag.seconds(now), lag.byPartition()),
        totals(),
        items.top(JobStatus.MOST_ITEMS),
        health.troubles().stream()
            .map(each -> new JobStatus.Trouble(each.at(), each.problem(), each.remedy()))
            .toList());
  }

  private Map<String, Object> totals() {
    Map<String, Object> totals = new LinkedHashMap<>();
    for (Metric metric : JobStatus.TOTALS) {
      if (kind.has(metric)) {
        Map<String, Double> values = meters.byLabel(metric);
        totals.put(
            metric.toString(), metric.labels().isEmpty() ? values.getOrDefault("", 0.0) : values);
      }
    }
    return totals;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
