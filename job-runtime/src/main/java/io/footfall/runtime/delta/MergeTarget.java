package io.footfall.runtime.delta;

import io.delta.tables.DeltaTable;
import io.footfall.runtime.core.MergeTurn;
import io.footfall.runtime.core.RuntimeErrors;
import io.footfall.schema.spark.TableLayout;
import java.util.List;
import java.util.OptionalLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.SetTransaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * A table that is merged from others, and that records in each commit how far it has read them: a
 * merge that is run again after a crash begins where the last one has ended, and of two at a time
 * one gets through. A change that another commit overtakes, such as that of a compaction, is made
 * again on top of it.
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

  /**
   * How far the table has read what this id stands for, and the right to read on from there.
   *
   * @param recorded as it stands in the table, -1 for nothing
   */
  public record Turn(String appId, long recorded) {

    /** Where to read on; empty for the beginning. */
    public OptionalLong position() {
      return turn().position();
    }

    private MergeTurn turn() {
      return recorded < 0 ? MergeTurn.NONE : MergeTurn.of(recorded);
    }
  }

  /** As of now. */
  public Turn turn(String appId) {
    return new Turn(appId, recorded(appId));
  }

  /** The position that the newest commit has recorded under this id; empty for none. */
  public OptionalLong position(String appId) {
    return turn(appId).position();
  }

  private long recorded(String appId) {
    return recorded(log.update(false, Option.empty(), Option.empty()), appId);
  }

  private static long recorded(Snapshot snapshot, String appId) {
    return RecordedTxns.version(snapshot, appId).orElse(-1);
  }

  /** The table's rows as of now. */
  public Dataset<Row> rows() {
    return session.read().format("delta").load(path);
  }

  /** A change of the table. */
  public interface Change {
    void apply(DeltaTable table);
  }

  /**
   * Changes the table and records the position, both or neither.
   *
   * @throws io.footfall.schema.core.error.FootfallException when somebody else has merged since the
   *     turn was asked for
   */
  public void commit(Turn turn, long position, Change change) {
    inTurn(turn, position, () -> change.apply(DeltaTable.forPath(session, path)));
  }

  /** The same for all rows, which others replace. */
  public void replace(Turn turn, long position, Dataset<Row> rows) {
    inTurn(
        turn,
        position,
        () ->
            rows.write()
                .format("delta")
                .mode("overwrite")
                .partitionBy(layout.partitionColumn())
                .option("overwriteSchema", "false")
                .save(path));
  }

  /** Appends rows and records the position, both or neither; nothing where it is recorded. */
  public void append(String appId, long position, Dataset<Row> rows) {
    recording(appId, position, () -> rows.write().format("delta").mode("append").save(path));
  }

  private void inTurn(Turn turn, long position, Runnable change) {
    MergeTurn taken = turn.turn().taken();
    untilNobodyOvertakes(() -> take(turn, taken));
    long merged = taken.merged(position).number();
    recording(turn.appId(), merged, change);
    if (recorded(turn.appId()) != merged) {
      throw RuntimeErrors.mergedByAnother(path);
    }
  }

  /** From here on, a merge of a turn that was taken before changes nothing. */
  private void take(Turn turn, MergeTurn taken) {
    begin(turn).commit(seq(List.of(mark(turn, taken))), DeltaOperations.ManualUpdate$.MODULE$);
  }

  /** Fails, at once or with the commit, when somebody else takes a turn or merges. */
  private OptimisticTransaction begin(Turn turn) {
    OptimisticTransaction txn = log.startTransaction(Option.empty(), Option.empty());
    if (recorded(txn.snapshot(), turn.appId()) != turn.recorded()) {
      throw RuntimeErrors.mergedByAnother(path);
    }
    txn.readTxn().$plus$eq(turn.appId()); // as its own way of asking does, which is dear
    return txn;
  }

  private static Action mark(Turn turn, MergeTurn recorded) {
    return new SetTransaction(
        turn.appId(), recorded.number(), Option.apply(System.currentTimeMillis()));
  }

  private static <T> Seq<T> seq(List<T> list) {
    return JavaConverters.asScalaBuffer(list).toSeq();
  }

  private void recording(String appId, long position, Runnable change) {
    session.conf().set(APP_ID, appId);
    session.conf().set(VERSION, Long.toString(position));
    try {
      untilNobodyOvertakes(change);
    } finally {
      session.conf().unset(APP_ID);
      session.conf().unset(VERSION);
    }
  }

  private void untilNobodyOvertakes(Runnable change) {
    for (int attempt = 1; !changed(change, attempt); attempt++) {
      LOG.info("{} was changed while it was merged: once more", path);
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
