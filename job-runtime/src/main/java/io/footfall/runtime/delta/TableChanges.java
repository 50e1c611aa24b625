package io.footfall.runtime.delta;

import io.footfall.runtime.core.RuntimeErrors;
import io.footfall.schema.spark.TableLayout;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.RemoveFile;
import org.apache.spark.sql.functions;
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
 * @param recorded how many rows have come, as the statistics of the files say
 */
public record TableChanges(
    String tableId, long version, boolean whole, int files, long recorded, Dataset<Row> rows) {

  /**
   * How many versions there are up to this one.
   *
   * @param after as given to {@link Source#since}
   */
  public long versions(OptionalLong after) {
    return whole || after.isEmpty() ? version + 1 : version - after.getAsLong();
  }

  /** A table at its newest version, before anything of it is read. */
  public static final class Source {
    private final SparkSession spark;
    private final DeltaLog log;
    private final Snapshot snapshot;
    private final TableLayout layout;

    Source(SparkSession spark, DeltaLog log, Snapshot snapshot, TableLayout layout) {
      this.spark = spark;
      this.log = log;
      this.snapshot = snapshot;
      this.layout = layout;
    }

    public String tableId() {
      return snapshot.metadata().id();
    }

    public long version() {
      return snapshot.version();
    }

    /** The day before which rows were removed by age, once merged; empty where all are there. */
    public Optional<LocalDate> expiredBefore() {
      return OldPartitions.expiredBefore(snapshot, layout);
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
          .map(
              files ->
                  new TableChanges(
                      tableId(), upTo, false, files.size(), recorded(files), rows(files)));
    }

    /**
     * What merges have done to a table: rows that came, with 1 in the column {@code sign}, and rows
     * that went, with -1. A row that was only written anew is among both.
     *
     * @param after the last version that was read
     * @return empty when the log no longer reaches back to it
     */
    public Optional<TableChanges> net(OptionalLong after) {
      if (after.isEmpty() || after.getAsLong() > version()) {
        return Optional.empty();
      }
      List<AddFile> came = new ArrayList<>();
      List<AddFile> went = new ArrayList<>();
      boolean there =
          entries(
              after.getAsLong() + 1,
              version(),
              actions -> {
                for (Action action : actions) {
                  if (action instanceof AddFile file && file.dataChange()) {
                    came.add(file);
                  } else if (action instanceof RemoveFile file && file.dataChange()) {
                    went.add(removed(file));
                  }
                }
              });
      if (!there) {
        return Optional.empty();
      }
      Dataset<Row> rows =
          rows(came)
              .withColumn("sign", functions.lit(1))
              .unionByName(rows(went).withColumn("sign", functions.lit(-1)));
      return Optional.of(
          new TableChanges(
              tableId(), version(), false, came.size() + went.size(), recorded(came), rows));
    }

    private static AddFile removed(RemoveFile file) {
      return new AddFile(
          file.path(),
          file.partitionValues(),
          file.getFileSize(),
          0,
          false,
          null,
          null,
          null,
          Option.empty(),
          Option.empty(),
          Option.empty());
    }

    private TableChanges changes(boolean whole, List<AddFile> files) {
      return new TableChanges(
          tableId(), version(), whole, files.size(), recorded(files), rows(files));
    }

    private static long recorded(List<AddFile> files) {
      return files.stream()
          .mapToLong(file -> (long) file.numLogicalRecords().getOrElse(() -> 0L))
          .sum();
    }

    /** In the session that asks: Delta takes the active one, whose days may begin elsewhere. */
    private Dataset<Row> rows(List<AddFile> files) {
      Option<SparkSession> active = SparkSession.getActiveSession();
      SparkSession.setActiveSession(spark);
      try {
        return log.createDataFrame(
            snapshot, JavaConverters.asScalaBuffer(files).toSeq(), false, Option.empty());
      } finally {
        if (active.isDefined()) {
          SparkSession.setActiveSession(active.get());
        } else {
          SparkSession.clearActiveSession();
        }
      }
    }

    /** The files that these versions appended; empty when the log does not hold all of them. */
    Optional<List<AddFile>> added(long from, long upTo) {
      List<AddFile> added = new ArrayList<>();
      return entries(from, upTo, actions -> added.addAll(appended(actions)))
          ? Optional.of(added)
          : Optional.empty();
    }

    /** Reads these versions; false when the log does not hold all of them. */
    private boolean entries(long from, long upTo, Consumer<List<Action>> each) {
      long expected = from;
      Iterator<Tuple2<Object, FileStatus>> entries = log.getChangeLogFiles(from, false);
      while (expected <= upTo && entries.hasNext()) {
        Tuple2<Object, FileStatus> entry = entries.next();
        if ((long) entry._1() != expected++) {
          return false;
        }
        each.accept(
            JavaConverters.seqAsJavaList(
                    log.store().read(entry._2().getPath(), log.newDeltaHadoopConf()))
                .stream()
                .map(Action::fromJson)
                .toList());
      }
      return expected > upTo;
    }

    private static List<AddFile> appended(List<Action> actions) {
      List<AddFile> files = new ArrayList<>();
      for (Action action : actions) {
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
        .map(log -> new Source(spark, log, log.unsafeVolatileSnapshot(), layout));
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
