package io.footfall.bench.core;

import java.time.Instant;

/** A micro-batch: when it began and how long it took. */
public record BatchTime(Instant start, long millis) {}
