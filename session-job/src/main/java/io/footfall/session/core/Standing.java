package io.footfall.session.core;

/**
 * What the tables say of a session: its latest row, live or corrected.
 *
 * @param id as the tables write it
 * @param startMicros microseconds since the epoch
 * @param endMicros that of the start where it was merged away
 * @param merged its events are in another one
 * @param isFinal no event in time can change it
 */
public record Standing(
    String id,
    long startMicros,
    long endMicros,
    boolean merged,
    boolean isFinal,
    int generation,
    long revision) {}
