package io.footfall.runtime.delta;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.footfall.runtime.core.RuntimeErrors;
import io.footfall.schema.spark.CorrectionTables;
import io.footfall.schema.spark.TableLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.SetTransaction;
import scala.Option;
import scala.collection.JavaConverters;

/**
 * A table of corrections as it was when this was opened. Each reconciliation appends once, under
 * its number, so that readers can tell what they have seen whatever becomes of the table's log; and
 * only one of two that run at once gets through.
 */
public final class Corrections {
  private static final String APP_ID = "reconcile/%s/run";

  private final SparkSession spark;
  private final TableLayout layout;
  private final String path;
  private final DeltaLog log;
  private final Snapshot snapshot;

  private Corrections(SparkSession spark, TableLayout layout, String path, DeltaLog log) {
    this.spark = spark;
    this.layout = layout;
    this.path = path;
    this.log = log;
    this.snapshot = log.unsafeVolatileSnapshot(); // read a moment ago
  }

  /** As it is now; empty where nothing was ever corrected. */
  public static Optional<Corrections> newest(
      SparkSession spark, String warehouse, TableLayout layout) {
    return DeltaTables.open(spark, warehouse, layout)
        .map(log -> new Corrections(spark, layout, layout.path(warehouse), log));
  }

  /** Rows of a table, and all that correct them. */
  public static Dataset<Row> added(
      SparkSession spark, String warehouse, TableLayout layout, Dataset<Row> corrected) {
    return newest(spark, warehouse, layout)
        .map(corrections -> corrected.unionByName(corrections.rows()))
        .orElse(corrected);
  }

  /** As it is now, made when it is not there. */
  public static Corrections open(SparkSession spark, String warehouse, TableLayout layout) {
    DeltaLog log =
        DeltaTables.open(spark, warehouse, layout)
            .orElseGet(() -> DeltaTables.create(spark, warehouse, layout));
    return new Corrections(spark, layout, layout.path(warehouse), log);
  }

  /** Changes when the table is made anew, and runs are counted from 1 again. */
  public String tableId() {
    return snapshot.metadata().id();
  }

  /** The number of the last run that has appended; 0 for none. */
  public long run() {
    return RecordedTxns.version(snapshot, appId()).orElse(0);
  }

  /** All rows, in the columns of the table that they correct. */
  public Dataset<Row> rows() {
    return between(0, run());
  }

  /** Rows of later runs than this one, likewise; all rows where none is given. */
  public Dataset<Row> after(OptionalLong run) {
    return between(run.orElse(0), run());
  }

  /** Rows of runs up to this one, likewise; none where none is given. */
  public Dataset<Row> upTo(OptionalLong run) {
    return between(0, run.orElse(0));
  }

  private Dataset<Row> between(long after, long upTo) {
    return spark
        .read()
        .format("delta")
        .option("versionAsOf", Long.toString(snapshot.version()))
        .load(path)
        .where(col(CorrectionTables.RUN).gt(after).and(col(CorrectionTables.RUN).leq(upTo)))
        .drop(CorrectionTables.RUN);
  }

  /**
   * Appends rows as the next run.
   *
   * @param rows in the columns of the table that they correct
   * @return the run's number
   * @throws io.footfall.schema.core.error.FootfallException when another run has appended since
   *     this was opened
   */
  public long append(Dataset<Row> rows) {
    long next = run() + 1;
    try {
      OptimisticTransaction txn = log.startTransaction(Option.empty(), Option.apply(snapshot));
      txn.readTxn().$plus$eq(appId());
      List<Action> actions =
          new ArrayList<>(
              JavaConverters.seqAsJavaList(
                  txn.writeFiles(
                      rows.withColumn(CorrectionTables.RUN, lit(next)).select(columns()))));
      actions.add(new SetTransaction(appId(), next, Option.apply(System.currentTimeMillis())));
      txn.commit(
          JavaConverters.asScalaBuffer(actions).toSeq(),
          new DeltaOperations.Write(
              SaveMode.Append, Option.empty(), Option.empty(), Option.empty()));
      return next;
    } catch (io.delta.exceptions.ConcurrentTransactionException e) {
      throw RuntimeErrors.anotherReconciliation(layout.name(), e);
    } catch (Exception e) { // Scala declares none of what it throws
      throw DeltaFailures.of(path, e);
    }
  }

  private Column[] columns() {
    return Arrays.stream(layout.schema().fieldNames())
        .map(name -> col(name))
        .toArray(Column[]::new);
  }

  private String appId() {
    return APP_ID.formatted(layout.name());
  }
}
