package io.footfall.runtime.core.metrics;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.runtime.core.lifecycle.PassReport;
import io.footfall.runtime.core.lifecycle.PassReport.Merge;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * One job as {@code /status} and the live page show it.
 *
 * @param stage {@code starting}, {@code running}, {@code waiting_for_restart}, {@code ended} or
 *     {@code failed}
 * @param since when the stage began
 * @param rowsPerSecond over the last ten seconds
 * @param totals since the process began, by metric: a number, or numbers by label
 * @param topItems the most frequent first
 * @param troubles the newest first
 */
public record JobStatus(
    String job,
    String stage,
    Instant since,
    Optional<LastBatch> lastBatch,
    Optional<LastPass> lastPass,
    double rowsPerSecond,
    Latency latency,
    Lag lag,
    Map<String, Object> totals,
    Map<String, Long> topItems,
    List<Trouble> troubles) {

  static final int MOST_ITEMS = 10;

  static final List<Metric> TOTALS =
      List.of(
          Metric.INPUT_ROWS,
          Metric.OUTPUT_ROWS,
          Metric.VALID_ROWS,
          Metric.REJECTED_ROWS,
          Metric.EVENTS,
          Metric.ORDERS,
          Metric.PAYMENTS,
          Metric.PAID_AMOUNT,
          Metric.LATE_ROWS,
          Metric.SESSIONS_OPENED,
          Metric.SESSIONS_CLOSED,
          Metric.SESSIONS_ACTIVE,
          Metric.FUNNEL_USERS,
          Metric.FUNNEL_CAPPED,
          Metric.MERGED_ROWS,
          Metric.RESTARTS,
          Metric.COMMIT_RETRIES);

  /**
   * The newest committed batch.
   *
   * @param ageSeconds since its commit
   * @param durationSeconds of the newest batch that Spark has told of
   */
  public record LastBatch(
      String query, long id, double ageSeconds, Optional<Double> durationSeconds) {}

  /**
   * The newest pass over all tables that got through; of a job that merges tables.
   *
   * @param ageSeconds since its end
   */
  public record LastPass(PassReport pass, double ageSeconds) {}

  /** Milliseconds from a record's Kafka timestamp to its commit, over the last minute. */
  public record Latency(long records, OptionalLong p50, OptionalLong p95, OptionalLong p99) {}

  /** What is in the topic and in no table. */
  public record Lag(
      OptionalLong records, OptionalDouble seconds, Map<KafkaPartition, Long> byPartition) {}

  /** Something that went wrong. */
  public record Trouble(Instant at, String problem, String remedy) {}

  /** As JSON: maps, lists, numbers, texts and nulls. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("job", job);
    json.put("stage", stage);
    json.put("since", since.toString());
    json.put("batch", lastBatch.map(JobStatus::json).orElse(null));
    json.put("pass", lastPass.map(JobStatus::json).orElse(null));
    json.put("rows_per_second", rowsPerSecond);
    json.put("latency_ms", latencyJson());
    json.put("lag", lagJson());
    json.put("totals", totals);
    json.put("top_items", topItems.entrySet().stream().map(JobStatus::item).toList());
    json.put("errors", troubles.stream().map(JobStatus::json).toList());
    return json;
  }

  private static Map<String, Object> json(LastBatch batch) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("query", batch.query());
    json.put("id", batch.id());
    json.put("age_seconds", batch.ageSeconds());
    json.put("duration_seconds", batch.durationSeconds().orElse(null));
    return json;
  }

  private static Map<String, Object> json(LastPass last) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", last.pass().pass());
    json.put("age_seconds", last.ageSeconds());
    json.put("duration_seconds", last.pass().took().toMillis() / 1e3);
    json.put("merged", last.pass().changes().stream().map(JobStatus::json).toList());
    return json;
  }

  private static Map<String, Object> json(Merge merge) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("table", merge.table());
    json.put("source", merge.source());
    json.put("version", merge.version());
    json.put("versions", merge.versions());
    json.put("rows", merge.rows());
    json.put("duration_seconds", merge.took().toMillis() / 1e3);
    return json;
  }

  private Map<String, Object> latencyJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("records", latency.records());
    json.put("p50", orNull(latency.p50()));
    json.put("p95", orNull(latency.p95()));
    json.put("p99", orNull(latency.p99()));
    return json;
  }

  private Map<String, Object> lagJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("records", orNull(lag.records()));
    json.put("seconds", lag.seconds().isPresent() ? lag.seconds().getAsDouble() : null);
    Map<String, Long> partitions = new LinkedHashMap<>();
    new TreeMap<>(lag.byPartition())
        .forEach((each, records) -> partitions.put(each.toString(), records));
    json.put("partitions", partitions);
    return json;
  }

  private static Map<String, Object> item(Map.Entry<String, Long> item) {
    return Map.of("item", item.getKey(), "events", item.getValue());
  }

  private static Map<String, Object> json(Trouble trouble) {
    return Map.of(
        "at", trouble.at().toString(), "problem", trouble.problem(), "remedy", trouble.remedy());
  }

  private static Long orNull(OptionalLong value) {
    return value.isPresent() ? Long.valueOf(value.getAsLong()) : null;
  }
}
