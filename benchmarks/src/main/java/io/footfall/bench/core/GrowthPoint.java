package io.footfall.bench.core;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Batches while so many sessions were open.
 *
 * @param openSessions sessions that are not closed, one per user
 * @param loadSeconds from the first record of the users that came last until all were committed
 * @param eventsPerSecond sent while it was measured
 * @param batches that were measured
 * @param p50Millis of the time that a batch took; so are p90 and max
 * @param states users that state is kept of
 * @param heapBytes in use after a collection
 */
public record GrowthPoint(
    long openSessions,
    double loadSeconds,
    long eventsPerSecond,
    long batches,
    double p50Millis,
    double p90Millis,
    double maxMillis,
    long states,
    long heapBytes) {

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("open_sessions", openSessions);
    json.put("load_s", loadSeconds);
    json.put("events_per_s", eventsPerSecond);
    json.put("batches", batches);
    json.put("batch_p50_ms", p50Millis);
    json.put("batch_p90_ms", p90Millis);
    json.put("batch_max_ms", maxMillis);
    json.put("states", states);
    json.put("heap_bytes", heapBytes);
    return json;
  }
}
