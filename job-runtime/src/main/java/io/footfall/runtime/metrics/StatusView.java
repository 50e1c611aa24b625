package io.footfall.runtime.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footfall.runtime.core.metrics.JobMetrics;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@code /status} and the live page tell, as one JSON object.
 *
 * @param clock for {@code at}
 */
record StatusView(String pipeline, Collection<JobMetrics> jobs, Clock clock) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What Footfall promises at the 99th percentile. */
  private static final int PROMISE_MILLIS = 2_000;

  /** One line. */
  String json() {
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("pipeline", pipeline);
    status.put("at", clock.instant().toString());
    status.put("promise_ms", PROMISE_MILLIS);
    status.put("jobs", jobs.stream().map(job -> job.status().json()).toList());
    try {
      return JSON.writeValueAsString(status);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a status is maps, lists, texts and numbers", e);
    }
  }
}
