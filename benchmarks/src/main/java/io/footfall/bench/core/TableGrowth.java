package io.footfall.bench.core;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was written to one table while it was measured. Nothing is taken off for what log cleanup
 * and VACUUM remove again.
 *
 * @param logBytes of Delta's log: entries and checkpoints
 * @param files data files, those of compaction included
 */
public record TableGrowth(
    long commits, long logBytes, long files, long dataBytes, Duration duration) {

  /** The same over a day, were every second like those measured. */
  public TableGrowth aDay() {
    return new TableGrowth(
        day(commits), day(logBytes), day(files), day(dataBytes), Duration.ofDays(1));
  }

  private long day(long measured) {
    return Math.round((double) measured * Duration.ofDays(1).toMillis() / duration.toMillis());
  }

  Map<String, Object> json() {
    Map<String, Object> json = counts();
    json.put("per_24_h", aDay().counts());
    return json;
  }

  private Map<String, Object> counts() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("commits", commits);
    json.put("log_bytes", logBytes);
    json.put("files", files);
    json.put("data_bytes", dataBytes);
    return json;
  }
}
