package io.footfall.runtime.delta;

import io.footfall.runtime.core.MergeTurn;
import io.footfall.schema.spark.TableLayout;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;

/** One version of a table: its rows, and the positions that were recorded up to it. */
public final class Pinned {
  private final SparkSession spark;
  private final String path;
  private final Snapshot snapshot;

  private Pinned(SparkSession spark, String path, Snapshot snapshot) {
    this.spark = spark;
    this.path = path;
    this.snapshot = snapshot;
  }

  /** The newest version; empty where there is no table. */
  public static Optional<Pinned> newest(SparkSession spark, String warehouse, TableLayout layout) {
    return DeltaTables.open(spark, warehouse, layout)
        .map(DeltaLog::unsafeVolatileSnapshot)
        .map(snapshot -> new Pinned(spark, layout.path(warehouse), snapshot));
  }

  public Dataset<Row> rows() {
    return spark
        .read()
        .format("delta")
        .option("versionAsOf", Long.toString(snapshot.version()))
        .load(path);
  }

  /** As {@link MergeTarget#position}. */
  public OptionalLong position(String appId) {
    OptionalLong recorded = RecordedTxns.version(snapshot, appId);
    return recorded.isPresent()
        ? MergeTurn.of(recorded.getAsLong()).position()
        : OptionalLong.empty();
  }
}
