package io.footfall.schema.core.config;

import java.time.Duration;

/**
 * The session job.
 *
 * @param gap neighbouring events at most this far apart are of one session
 * @param lateness how far the watermark stays behind the largest event time
 * @param maxDuration an event later than a session's first by more opens the next
 * @param idle a user without events for so long is taken to have left
 * @param maxStateBytes the most that is kept of one user
 * @param trigger least time between the starts of two batches; zero: the next starts at once
 */
public record SessionConfig(
    Duration gap,
    Duration lateness,
    Duration maxDuration,
    Duration idle,
    long maxStateBytes,
    Duration trigger) {}
