package io.footfall.runtime.core.metrics;

import io.footfall.runtime.core.metrics.Metric.Of;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which metrics a job has, and which tables it writes. */
@SuppressWarnings("ImmutableEnumChecker") // nobody writes the set
enum JobKind {
  INGEST(
      EnumSet.of(Of.ANY, Of.STREAM, Of.INGEST),
      List.of("events", "quarantine", "event_stats_partial", "offset_gaps")),
  SESSION(
      EnumSet.of(Of.ANY, Of.STREAM, Of.STATEFUL, Of.SESSION),
      List.of("session_updates", "session_late_events")),
  FUNNEL(
      EnumSet.of(Of.ANY, Of.STREAM, Of.STATEFUL, Of.FUNNEL),
      List.of("funnel_updates", "funnel_late_events")),
  REPORT(
      EnumSet.of(Of.ANY, Of.REPORT),
      List.of("event_stats", "funnel_report", "sessions", "user_journeys")),
  OTHER(EnumSet.of(Of.ANY), List.of());

  private final Set<Of> groups;
  private final List<String> tables;

  JobKind(Set<Of> groups, List<String> tables) {
    this.groups = groups;
    this.tables = tables;
  }

  static JobKind of(String job) {
    for (JobKind kind : values()) {
      if (kind.name().equalsIgnoreCase(job)) {
        return kind;
      }
    }
    return OTHER;
  }

  boolean has(Metric metric) {
    return groups.contains(metric.jobs());
  }

  List<String> tables() {
    return tables;
  }
}
