package io.footfall.runtime.core.metrics;

import io.footfall.runtime.core.Batch;
import io.footfall.runtime.core.DataFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a batch has brought, at the moment at which all tables have it.
 *
 * @param timestamp the batch's own time, which ages are counted from
 * @param committedAt when the last table had it
 * @param counts the tasks' counts, summed; broken-down ones as {@link Detail} names them
 * @param files per table
 * @param commitTime how long the commits took
 * @param retries commits that had to be made anew
 */
public record BatchReport(
    Batch batch,
    Instant timestamp,
    Instant committedAt,
    Map<String, Long> counts,
    Map<String, List<DataFile>> files,
    Duration commitTime,
    long retries) {}
