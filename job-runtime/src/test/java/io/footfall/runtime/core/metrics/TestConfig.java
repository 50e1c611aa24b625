package io.footfall.runtime.core.metrics;

import io.footfall.schema.core.config.ConfigLoader;
import io.footfall.schema.core.config.MetricsConfig;
import java.util.Map;
import java.util.Optional;

/** The configuration that a user gets who says nothing. */
public final class TestConfig {
  public static final MetricsConfig METRICS =
      ConfigLoader.load(Optional.empty(), Map.of(), Map.of()).config().metrics();

  private TestConfig() {}
}
