package io.footfall.bench.core;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Batches while so many users were there.
 *
 * @param users each with a session that is open, or in the middle of a funnel
 * @param loadSeconds from the first record of the users that came last until all were committed
 * @param eventsPerSecond sent while it was measured
 * @param batches that were measured
 * @param p50Millis of the time that a batch took; so are p90 and max
 * @param states users that state is kept of
 * @param heapBytes in use after a collection
 */
public record GrowthPoint(
    long users,
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
    json.put("users", users);
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
