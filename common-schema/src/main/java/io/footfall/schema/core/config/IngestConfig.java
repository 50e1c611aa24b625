package io.footfall.schema.core.config;

import java.time.Duration;

/**
 * The ingest job.
 *
 * @param trigger least time between the starts of two batches; zero: the next starts at once
 */
public record IngestConfig(Duration trigger) {}
