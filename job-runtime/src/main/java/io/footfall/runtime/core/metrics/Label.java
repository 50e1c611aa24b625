package io.footfall.runtime.core.metrics;

import java.util.Locale;

/** The labels that a metric may have beside {@code pipeline} and {@code job_name}. */
public enum Label {
  TABLE,
  SOURCE,
  REASON,
  PHASE,
  CATEGORY,
  EVENT_TYPE,
  CURRENCY,
  FUNNEL,
  STEP,
  TARGET;

  /** As Prometheus shows it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
