package io.footfall.bench.core;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One open-loop run of one contender.
 *
 * @param contender what ran, such as {@code ingest} or {@code stock}
 * @param byTable latency from record to readable commit, by table; warm-up left out
 * @param growth what was written after the warm-up, by table
 * @param batches of all its queries that began after the warm-up
 * @param behind how far the generator was behind its schedule at worst
 * @param seconds what the CPU figures stand for: the measured time, without the warm-up
 * @param jobCpuSeconds of this process less the generator's threads
 * @param reportCpuSeconds the report job's part of those, where it runs beside
 * @param marks empty without heap check
 */
public record LatencyRun(
    String contender,
    int round,
    Map<String, Latencies.Summary> byTable,
    Map<String, TableGrowth> growth,
    List<BatchTime> batches,
    Duration behind,
    double seconds,
    double jobCpuSeconds,
    double brokerCpuSeconds,
    double generatorCpuSeconds,
    double reportCpuSeconds,
    List<HealthMark> marks) {

  public LatencyRun {
    byTable = Map.copyOf(byTable);
    growth = Map.copyOf(growth);
    batches = List.copyOf(batches);
    marks = List.copyOf(marks);
  }

  /** Of the batches, in milliseconds, by query. */
  public Map<String, Latencies.Summary> batchMillis() {
    Map<String, Latencies> millis = new TreeMap<>();
    for (BatchTime batch : batches) {
      millis.computeIfAbsent(batch.query(), query -> new Latencies()).add(batch.millis(), 1);
    }
    Map<String, Latencies.Summary> summaries = new TreeMap<>();
    millis.forEach((query, each) -> summaries.put(query, each.summary()));
    return summaries;
  }

  /** Of the batches, by query. */
  public List<Phases.Phase> phases() {
    return Phases.of(batches);
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("contender", contender);
    json.put("round", round);
    Map<String, Object> tables = new LinkedHashMap<>();
    byTable.keySet().stream()
        .sorted()
        .forEach(table -> tables.put(table, percentiles(byTable.get(table))));
    json.put("latency_ms", tables);
    Map<String, Object> grown = new LinkedHashMap<>();
    new TreeMap<>(growth).forEach((table, growth) -> grown.put(table, growth.json()));
    json.put("growth", grown);
    Map<String, Object> batchTimes = new LinkedHashMap<>();
    batchMillis().forEach((query, millis) -> batchTimes.put(query, percentiles(millis)));
    json.put("batch_ms", batchTimes);
    json.put("phases", phases().stream().map(Phases.Phase::json).toList());
    json.put("generator_behind_max_ms", behind.toMillis());
    json.put("seconds", seconds);
    json.put("job_cpu_s", jobCpuSeconds);
    json.put("broker_cpu_s", brokerCpuSeconds);
    json.put("generator_cpu_s", generatorCpuSeconds);
    json.put("report_cpu_s", reportCpuSeconds);
    if (!marks.isEmpty()) {
      json.put("minutes", marks.stream().map(HealthMark::json).toList());
    }
    return json;
  }

  private static Map<String, Object> percentiles(Latencies.Summary summary) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("count", summary.records());
    json.put("p50", summary.p50());
    json.put("p95", summary.p95());
    json.put("p99", summary.p99());
    json.put("max", summary.max());
    return json;
  }
}
