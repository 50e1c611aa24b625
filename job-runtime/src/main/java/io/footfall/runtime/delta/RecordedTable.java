package io.footfall.runtime.delta;

import io.footfall.offsets.core.RecordedOffsets;
import io.footfall.offsets.core.TxnIds;
import io.footfall.schema.spark.TableLayout;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
    return of(spark, warehouse, layout, snapshot -> RecordedTxns.latest(snapshot, ids));
  }

  /** Likewise, with the offsets of one source epoch, which may have ended. */
  public static Optional<RecordedTable> of(
      SparkSession spark, String warehouse, TableLayout layout, TxnIds ids, int sourceEpoch) {
    return of(spark, warehouse, layout, snapshot -> RecordedTxns.of(snapshot, ids, sourceEpoch));
  }

  private static Optional<RecordedTable> of(
      SparkSession spark,
      String warehouse,
      TableLayout layout,
      Function<Snapshot, RecordedTxns> read) {
    return DeltaTables.open(spark, warehouse, layout)
        .map(
            log -> {
              Snapshot snapshot = log.unsafeVolatileSnapshot(); // read a moment ago
              RecordedTxns recorded = read.apply(snapshot);
              return new RecordedTable(snapshot.version(), recorded.offsets(), recorded.marks());
            });
  }
}
