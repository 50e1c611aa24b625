package io.footfall.schema.core.config;

import java.time.Duration;

/**
 * What happens after a job has failed.
 *
 * @param maxRestarts restarts within {@code window}; 0 for none
 * @param window how long a failure counts
 * @param backoff wait before the first restart, doubled for each further failure in the window
 * @param maxBackoff the longest wait
 */
public record RestartConfig(
    long maxRestarts, Duration window, Duration backoff, Duration maxBackoff) {}
