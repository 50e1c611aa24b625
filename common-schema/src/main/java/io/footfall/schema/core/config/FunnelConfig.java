package io.footfall.schema.core.config;

import io.footfall.schema.core.funnel.FunnelDefinition;
import java.time.Duration;
import java.util.List;

/**
 * The funnel job.
 *
 * @param trigger least time between the starts of two batches; zero: the next starts at once
 * @param lateness how far the watermark stays behind the largest event time
 * @param maxEvents the most events that are kept per funnel, user and cohort
 * @param definitions the configured funnels, with different names
 */
public record FunnelConfig(
    Duration trigger, Duration lateness, long maxEvents, List<FunnelDefinition> definitions) {
  public FunnelConfig {
    definitions = List.copyOf(definitions);
  }
}
