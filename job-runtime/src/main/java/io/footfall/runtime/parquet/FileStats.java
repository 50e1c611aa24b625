package io.footfall.runtime.parquet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.apache.parquet.column.statistics.IntStatistics;
import org.apache.parquet.column.statistics.LongStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;

/**
 * Delta's per-file statistics for data skipping, from a Parquet footer: row count, and bounds and
 * null counts of the top-level integer, long and timestamp columns (offsets, partitions, times).
 */
final class FileStats {
  private static final ObjectMapper JSON = new ObjectMapper();

  private FileStats() {}

  static String of(ParquetMetadata footer) {
    Map<String, Bounds> columns = new TreeMap<>();
    long rows = 0;
    for (BlockMetaData block : footer.getBlocks()) {
      rows += block.getRowCount();
      for (ColumnChunkMetaData column : block.getColumns()) {
        if (column.getPath().size() == 1) {
          columns.merge(column.getPath().toDotString(), Bounds.of(column), Bounds::with);
        }
      }
    }
    ObjectNode stats = JSON.createObjectNode().put("numRecords", rows);
    ObjectNode min = stats.putObject("minValues");
    ObjectNode max = stats.putObject("maxValues");
    ObjectNode nulls = stats.putObject("nullCount");
    columns.forEach(
        (name, bounds) -> {
          if (bounds.known()) {
            bounds.put(min, max, name);
            nulls.put(name, bounds.nulls());
          }
        });
    return stats.toString();
  }

  /** Bounds of one column; {@code known} false where they cannot be told. */
  private record Bounds(boolean known, boolean timestamp, long min, long max, long nulls) {
    private static final Bounds UNKNOWN = new Bounds(false, false, 0, 0, 0);

    static Bounds of(ColumnChunkMetaData column) {
      Statistics<?> stats = column.getStatistics();
      LogicalTypeAnnotation type = column.getPrimitiveType().getLogicalTypeAnnotation();
      if (!stats.hasNonNullValue() || type instanceof DecimalLogicalTypeAnnotation) {
        return UNKNOWN;
      }
      boolean timestamp = type instanceof TimestampLogicalTypeAnnotation;
      if (stats instanceof LongStatistics longs) {
        return new Bounds(true, timestamp, longs.getMin(), longs.getMax(), stats.getNumNulls());
      }
      if (stats instanceof IntStatistics ints && type == null) {
        return new Bounds(true, false, ints.getMin(), ints.getMax(), stats.getNumNulls());
      }
      return UNKNOWN;
    }

    Bounds with(Bounds other) {
      return known && other.known
          ? new Bounds(
              true,
              timestamp,
              Math.min(min, other.min),
              Math.max(max, other.max),
              nulls + other.nulls)
          : UNKNOWN;
    }

    void put(ObjectNode minValues, ObjectNode maxValues, String name) {
      if (timestamp) {
        // Delta keeps milliseconds: the lower bound rounds down, the upper one up.
        Instant lower = Instant.EPOCH.plus(min, ChronoUnit.MICROS).truncatedTo(ChronoUnit.MILLIS);
        Instant upper = Instant.EPOCH.plus(max, ChronoUnit.MICROS).plus(999, ChronoUnit.MICROS);
        minValues.put(name, lower.toString());
        maxValues.put(name, upper.truncatedTo(ChronoUnit.MILLIS).toString());
      } else {
        minValues.put(name, min);
        maxValues.put(name, max);
      }
    }
  }
}
