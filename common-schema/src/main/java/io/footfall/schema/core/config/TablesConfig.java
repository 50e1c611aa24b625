package io.footfall.schema.core.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How tables are kept lean beside the running jobs.
 *
 * @param logRetention age from which entries of a table's log are removed
 * @param compaction how often small files are joined; empty for never
 */
public record TablesConfig(Duration logRetention, Optional<Duration> compaction) {}
