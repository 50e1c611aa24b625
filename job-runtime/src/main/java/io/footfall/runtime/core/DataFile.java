package io.footfall.runtime.core;

import java.io.Serializable;

/**
 * A closed Parquet file that no commit names yet.
 *
 * @param path relative to the table's folder, URI-encoded as Delta wants it
 * @param partitionValue ISO date of the table's partition column
 * @param modifiedMillis milliseconds since the epoch
 * @param stats Delta's statistics as JSON text
 */
public record DataFile(
    String path, String partitionValue, long bytes, long rows, long modifiedMillis, String stats)
    implements Serializable {}
