package io.footfall.runtime.delta;

import io.footfall.runtime.core.RuntimeErrors;
import io.footfall.schema.spark.TableLayout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.RemoveFile;
import scala.Option;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.collection.JavaConverters;

/**
 * The rows that were appended to a table since a version. What only rewrites (compaction) or only
 * removes (pruning) adds nothing.
 *
 * @param tableId changes when the table is made anew: positions in the former one mean nothing then
 * @param version the newest version, which the rows reach to
 * @param whole true when the rows are those of the whole table, since no earlier position is known
 *     or the log no longer reaches back to it
 * @param files how many data files hold the rows
 */
public record TableChanges(
    String tableId, long version, boolean whole, int files, Dataset<Row> rows) {

  /** A table at its newest version, before anything of it is read. */
  public static final class Source {
    private final DeltaLog log;
    private final Snapshot snapshot;

    private Source(DeltaLog log, Snapshot snapshot) {
      this.log = log;
      this.snapshot = snapshot;
    }

    public String tableId() {
      return snapshot.metadata().id();
    }

    public long version() {
      return snapshot.version();
    }

    /** All rows of this version. */
    public Dataset<Row> rows() {
      return rows(snapshot.allFiles().collectAsList());
    }

    /**
     * Looks up what has come.
     *
     * @param after the last version that was read; empty for none
     */
    public TableChanges since(OptionalLong after) {
      if (after.isPresent() && after.getAsLong() <= version()) {
        Optional<List<AddFile>> added = added(after.getAsLong() + 1, version());
        if (added.isPresent()) {
          return changes(false, added.get());
        }
      }
      return changes(true, snapshot.allFiles().collectAsList());
    }

    /**
     * As {@link #since}, but up to an earlier version and never the whole table.
     *
     * @return empty when the log no longer holds these versions
     */
    public Optional<TableChanges> between(long after, long upTo) {
      return added(after + 1, upTo)
          .map(files -> new TableChanges(tableId(), upTo, false, files.size(), rows(files)));
    }

    private TableChanges changes(boolean whole, List<AddFile> files) {
      return new TableChanges(tableId(), version(), whole, files.size(), rows(files));
    }

    private Dataset<Row> rows(List<AddFile> files) {
      return log.createDataFrame(
          snapshot, JavaConverters.asScalaBuffer(files).toSeq(), false, Option.empty());
    }

    /** The files that these versions appended; empty when the log does not hold all of them. */
    private Optional<List<AddFile>> added(long from, long upTo) {
      List<AddFile> added = new ArrayList<>();
      long expected = from;
      Iterator<Tuple2<Object, FileStatus>> entries = log.getChangeLogFiles(from, false);
      while (expected <= upTo && entries.hasNext()) {
        Tuple2<Object, FileStatus> entry = entries.next();
        if ((long) entry._1() != expected++) {
          return Optional.empty();
        }
        added.addAll(appended(entry._2()));
      }
      return expected > upTo ? Optional.of(added) : Optional.empty();
    }

    private List<AddFile> appended(FileStatus entry) {
      List<AddFile> files = new ArrayList<>();
      for (String line :
          JavaConverters.seqAsJavaList(
              log.store().read(entry.getPath(), log.newDeltaHadoopConf()))) {
        Action action = Action.fromJson(line);
        if (action instanceof RemoveFile removed && removed.dataChange()) {
          return List.of();
        }
        if (action instanceof AddFile file && file.dataChange()) {
          files.add(file);
        }
      }
      return files;
    }
  }

  /** The table as it is now; empty where there is none. */
  public static Optional<Source> of(SparkSession spark, String warehouse, TableLayout layout) {
    return DeltaTables.open(spark, warehouse, layout)
        .map(log -> new Source(log, log.unsafeVolatileSnapshot()));
  }

  /**
   * Tells the table's caretaker how far a reader has come: log entries behind that are kept.
   *
   * @param next the first version that the reader has not read
   */
  public static void register(
      SparkSession spark, String warehouse, TableLayout layout, String reader, long next) {
    try {
      new ReaderPositions(warehouse, layout.name(), spark.sessionState().newHadoopConf())
          .put(reader, next);
    } catch (IOException e) {
      throw RuntimeErrors.storage(warehouse, e);
    }
  }
}
