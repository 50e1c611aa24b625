package io.footfall.runtime.delta;

import io.delta.tables.DeltaTable;
import io.footfall.schema.spark.TableLayout;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/**
 * A table that is merged from others, and that records in each commit how far it has read them: a
 * merge that is run again after a crash finds its position taken and changes nothing. A change that
 * another commit overtakes, such as that of a compaction, is made again on top of it.
 */
public final class MergeTarget {
  private static final Logger LOG = LoggerFactory.getLogger(MergeTarget.class);

  /** Each lost one is a commit that somebody else made: more would be a quarrel. */
  private static final int MOST_ATTEMPTS = 5;

  private static final String APP_ID = "spark.databricks.delta.write.txnAppId";
  private static final String VERSION = "spark.databricks.delta.write.txnVersion";

  private final SparkSession session;
  private final TableLayout layout;
  private final String path;
  private final DeltaLog log;

  private MergeTarget(SparkSession session, TableLayout layout, String path, DeltaLog log) {
    this.session = session;
    this.layout = layout;
    this.path = path;
    this.log = log;
  }

  /**
   * Opens the table, making it when it is not there.
   *
   * @param session of its own for whoever merges: a commit's position travels in its settings
   */
  public static MergeTarget open(SparkSession session, String warehouse, TableLayout layout) {
    DeltaLog log =
        DeltaTables.open(session, warehouse, layout)
            .orElseGet(() -> DeltaTables.create(session, warehouse, layout));
    return new MergeTarget(session, layout, layout.path(warehouse), log);
  }

  /** The position that the newest commit has recorded under this id; empty for none. */
  public OptionalLong position(String appId) {
    Snapshot snapshot = log.update(false, Option.empty(), Option.empty());
    return RecordedTxns.version(snapshot, appId);
  }

  /** The table's rows as of now. */
  public Dataset<Row> rows() {
    return session.read().format("delta").load(path);
  }

  /** A change of the table. */
  public interface Change {
    void apply(DeltaTable table);
  }

  /** Changes the table and records the position, both or neither. */
  public void commit(String appId, long position, Change change) {
    recording(appId, position, () -> change.apply(DeltaTable.forPath(session, path)));
  }

  /**
   * Replaces the partitions of the rows that {@code change} makes of the table's, and records the
   * position, both or neither. Only for tables that one job alone gives other content.
   */
  public void rewrite(String appId, long position, UnaryOperator<Dataset<Row>> change) {
    recording(
        appId,
        position,
        () ->
            overwriting(change.apply(rows()))
                .option("partitionOverwriteMode", "dynamic")
                .save(path));
  }

  /** Appends rows and records the position, both or neither; nothing where it is recorded. */
  public void append(String appId, long position, Dataset<Row> rows) {
    recording(appId, position, () -> rows.write().format("delta").mode("append").save(path));
  }

  /** Replaces all rows and records the position, both or neither. */
  public void replace(String appId, long position, Dataset<Row> rows) {
    recording(appId, position, () -> overwriting(rows).save(path));
  }

  private DataFrameWriter<Row> overwriting(Dataset<Row> rows) {
    return rows.write()
        .format("delta")
        .mode("overwrite")
        .partitionBy(layout.partitionColumn())
        .option("overwriteSchema", "false");
  }

  private void recording(String appId, long position, Runnable change) {
    session.conf().set(APP_ID, appId);
    session.conf().set(VERSION, Long.toString(position));
    try {
      for (int attempt = 1; !changed(change, attempt); attempt++) {
        LOG.info("{} was changed while it was merged: once more", path);
      }
    } finally {
      session.conf().unset(APP_ID);
      session.conf().unset(VERSION);
    }
  }

  /**
   * False when somebody else was quicker, such as a compaction, and it is worth another attempt.
   */
  private boolean changed(Runnable change, int attempt) {
    try {
      change.run();
      return true;
    } catch (Exception e) { // Scala declares none of what it throws
      if (attempt < MOST_ATTEMPTS && DeltaFailures.isConflict(e)) {
        return false;
      }
      throw DeltaFailures.of(path, e);
    }
  }
}
