package io.footfall.bench.core;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One variant's way through the topic.
 *
 * @param events records in the topic
 * @param seconds from planning the job to the query's end
 * @param startSeconds the part of it before the query ran: checks, and tables that are made first
 * @param cpuSeconds of this process, all its threads
 * @param brokerCpuSeconds of the broker's process
 * @param files data files left behind
 * @param bytes of these files
 * @param rows in all tables that account for records; counted after the timing
 */
public record CatchUp(
    Variant variant,
    int round,
    long events,
    double seconds,
    double startSeconds,
    double cpuSeconds,
    double brokerCpuSeconds,
    long batches,
    long files,
    long bytes,
    long rows) {

  private static final double MILLION = 1e6;

  public double eventsPerSecond() {
    return events / seconds;
  }

  public double cpuPerMillion() {
    return cpuSeconds / events * MILLION;
  }

  public double brokerCpuPerMillion() {
    return brokerCpuSeconds / events * MILLION;
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("variant", variant.key());
    json.put("round", round);
    json.put("seconds", seconds);
    json.put("start_s", startSeconds);
    json.put("events_per_s", eventsPerSecond());
    json.put("cpu_s", cpuSeconds);
    json.put("broker_cpu_s", brokerCpuSeconds);
    json.put("batches", batches);
    json.put("files", files);
    json.put("bytes", bytes);
    json.put("rows", variant.keepsRows() ? rows : null);
    return json;
  }
}
