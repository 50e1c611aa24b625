package io.footfall.generator.kafka;

import java.time.Duration;

/**
 * How far a sending is.
 *
 * @param behind how far the latest record was behind its intended time
 */
public record Progress(
    long sent, long acknowledged, long total, Duration elapsed, Duration behind) {}
