package io.footfall.schema.core.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How long {@code footfall maintain} leaves rows in the tables of which it may remove some; empty
 * for ever.
 */
public record RetentionConfig(
    Optional<Duration> quarantine, Optional<Duration> eventStatsPartial) {}
