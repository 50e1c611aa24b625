package io.footfall.runtime.delta;

import io.footfall.offsets.core.RecordedOffsets;
import io.footfall.offsets.core.TxnIds;
import io.footfall.schema.spark.TableLayout;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.Snapshot;

/**
 * A version of a table, and the offsets that it accounts for: rows and offsets of one snapshot.
 *
 * @param version for Delta's option {@code versionAsOf}
 * @param marks the numbers that its commits have recorded beside the offsets, by name
 */
public record RecordedTable(long version, RecordedOffsets offsets, Map<String, Long> marks) {

  /** The table as it is now, with the offsets of its latest source epoch; empty for none. */
  public static Optional<RecordedTable> of(
      SparkSession spark, String warehouse, TableLayout layout, TxnIds ids) {
    return DeltaTables.open(spark, warehouse, layout)
        .map(
            log -> {
              Snapshot snapshot = log.unsafeVolatileSnapshot(); // read a moment ago
              RecordedTxns recorded = RecordedTxns.latest(snapshot, ids);
              return new RecordedTable(snapshot.version(), recorded.offsets(), recorded.marks());
            });
  }
}
