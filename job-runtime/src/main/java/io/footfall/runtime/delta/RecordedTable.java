package io.footfall.runtime.delta;

import io.footfall.offsets.core.RecordedOffsets;
import io.footfall.offsets.core.TxnIds;
import io.footfall.schema.spark.TableLayout;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.Snapshot;

/**
 * A version of a table, and the offsets that it accounts for: rows and offsets of one snapshot.
 *
 * @param version for Delta's option {@code versionAsOf}
 */
public record RecordedTable(long version, RecordedOffsets offsets) {

  /** The table as it is now; empty when there is none. */
  public static Optional<RecordedTable> of(
      SparkSession spark, String warehouse, TableLayout layout, TxnIds ids, int sourceEpoch) {
    return DeltaTables.open(spark, warehouse, layout)
        .map(
            log -> {
              Snapshot snapshot = log.unsafeVolatileSnapshot(); // read a moment ago
              return new RecordedTable(
                  snapshot.version(), RecordedTxns.of(snapshot, ids, sourceEpoch).offsets());
            });
  }
}
