package io.footfall.runtime.core.metrics;

import io.footfall.runtime.core.lifecycle.PassReport;
import io.footfall.runtime.core.lifecycle.PassReport.Merge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is measured of passes over tables. Not thread-safe. */
final class PassMeters {
  /** Which table is merged from what. */
  private static final List<List<String>> SOURCES =
      List.of(
          List.of("event_stats", "event_stats_partial"),
          List.of("funnel_report", "funnel_updates"),
          List.of("funnel_report", "funnel_corrections"),
          List.of("sessions", "session_updates"),
          List.of("sessions", "session_corrections"),
          List.of("user_journeys", "sessions"),
          List.of("user_journeys", "funnel_updates"),
          List.of("user_journeys", "funnel_corrections"));

  private final MeterTable meters;
  private Instant lastAt;
  private Optional<PassReport> last = Optional.empty();

  PassMeters(MeterTable meters, Instant now) {
    this.meters = meters;
    this.lastAt = now;
  }

  /** Makes the series of a gauge by table and source. */
  void declareBySource(Metric metric) {
    meters.declare(metric, SOURCES);
  }

  /** A pass got through. */
  void add(PassReport pass, Instant now) {
    last = Optional.of(pass);
    lastAt = now;
    for (Merge merge : pass.merges()) {
      meters.set(Metric.VERSIONS_BEHIND, merge.versions(), merge.table(), merge.source());
    }
    for (Merge merge : pass.changes()) {
      meters.add(Metric.MERGES, 1, merge.table());
      meters.add(Metric.MERGE_TIME, merge.took().toNanos() / 1e9, merge.table());
      meters.add(Metric.MERGED_ROWS, merge.rows(), merge.table());
    }
  }

  /** Since the last pass, or the start. */
  Duration age(Instant now) {
    return Duration.between(lastAt, now);
  }

  /** For people. */
  Optional<JobStatus.LastPass> status(Instant now) {
    return last.map(pass -> new JobStatus.LastPass(pass, age(now).toNanos() / 1e9));
  }
}
