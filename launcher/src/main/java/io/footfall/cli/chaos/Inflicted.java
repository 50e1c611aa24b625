package io.footfall.cli.chaos;

import java.time.Instant;

/**
 * What became of a planned fault.
 *
 * @param happened false when the driver ended, or went on, without it
 * @param detail how the driver ended
 * @param at when the driver was dead
 * @param version the last version of {@code events} then; -1 for none
 */
record Inflicted(Fault fault, boolean happened, String detail, Instant at, long version) {}
