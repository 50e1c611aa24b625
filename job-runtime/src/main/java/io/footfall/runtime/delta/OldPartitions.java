package io.footfall.runtime.delta;

import io.footfall.runtime.core.RuntimeErrors;
import io.footfall.schema.spark.TableLayout;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.SetTransaction;
import org.apache.spark.sql.functions;
import scala.Option;
import scala.collection.JavaConverters;

/**
 * The partitions of a table by date that end before some day, with the files that one version holds
 * in them. They can be taken away whole: no data file is read or written, and what came to one of
 * these dates later stays.
 */
public final class OldPartitions {
  private static final String EXPIRED = "maintain/%s/expired";

  private final SparkSession spark;
  private final String warehouse;
  private final TableLayout layout;
  private final DeltaLog log;
  private final Snapshot snapshot;
  private final SortedMap<LocalDate, List<AddFile>> files;

  private OldPartitions(
      SparkSession spark, String warehouse, TableLayout layout, DeltaLog log, LocalDate before) {
    this.spark = spark;
    this.warehouse = warehouse;
    this.layout = layout;
    this.log = log;
    this.snapshot = log.unsafeVolatileSnapshot(); // read a moment ago
    this.files = byDate(snapshot.allFiles().collectAsList());
    files.tailMap(before).clear();
  }

  /** Those before a day; empty where there is no table. */
  public static Optional<OldPartitions> before(
      SparkSession spark, String warehouse, TableLayout layout, LocalDate day) {
    return DeltaTables.open(spark, warehouse, layout)
        .map(log -> new OldPartitions(spark, warehouse, layout, log, day));
  }

  /** The day before which rows of this version were removed by age; empty for none. */
  static Optional<LocalDate> expiredBefore(Snapshot snapshot, TableLayout layout) {
    OptionalLong day = RecordedTxns.version(snapshot, EXPIRED.formatted(layout.name()));
    return day.isPresent() ? Optional.of(LocalDate.ofEpochDay(day.getAsLong())) : Optional.empty();
  }

  /** Changes when the table is made anew. */
  public String tableId() {
    return snapshot.metadata().id();
  }

  public SortedSet<LocalDate> dates() {
    return new TreeSet<>(files.keySet());
  }

  /** The rows of this version on some of the dates. */
  public Dataset<Row> rows(Collection<LocalDate> dates) {
    return spark
        .read()
        .format("delta")
        .option("versionAsOf", Long.toString(snapshot.version()))
        .load(layout.path(warehouse))
        .where(functions.col(layout.partitionColumn()).isin(dates.toArray()));
  }

  /**
   * Those of the dates to which something has come that a registered reader has not read yet. All
   * of them where the log no longer tells.
   *
   * @param merged the last version that another reader has read; empty for no such reader
   */
  public SortedSet<LocalDate> unread(OptionalLong merged) {
    long next =
        Math.min(
            slowest().map(ReaderPositions.Reader::next).orElse(Long.MAX_VALUE),
            merged.isPresent() ? merged.getAsLong() + 1 : Long.MAX_VALUE);
    if (next > snapshot.version()) {
      return new TreeSet<>();
    }
    SortedSet<LocalDate> dates = dates();
    new TableChanges.Source(spark, log, snapshot, layout)
        .added(next, snapshot.version())
        .ifPresent(added -> dates.retainAll(byDate(added).keySet()));
    return dates;
  }

  private Optional<ReaderPositions.Reader> slowest() {
    try {
      return new ReaderPositions(warehouse, layout.name(), spark.sessionState().newHadoopConf())
          .slowest();
    } catch (IOException e) {
      throw RuntimeErrors.storage(warehouse, e);
    }
  }

  /** Takes partitions away whose rows stand in {@code removals}. */
  public void removeListed(Collection<LocalDate> dates) {
    remove(dates, ListedRemoval.LISTED);
  }

  /** Takes partitions away whose rows stand for no offset. */
  public void remove(Collection<LocalDate> dates) {
    remove(dates, ListedRemoval.OUTLIVED);
  }

  /** Fails when somebody has rewritten one of these files meanwhile. */
  private void remove(Collection<LocalDate> dates, String remark) {
    if (dates.isEmpty()) {
      return;
    }
    long now = System.currentTimeMillis();
    List<Action> actions = new ArrayList<>();
    filesOf(dates).forEach(file -> actions.add(file.removeWithTimestamp(now, true)));
    LocalDate expired = new TreeSet<>(dates).last().plusDays(1);
    actions.add(
        new SetTransaction(
            EXPIRED.formatted(layout.name()),
            expiredBefore(snapshot, layout)
                .filter(earlier -> earlier.isAfter(expired))
                .orElse(expired)
                .toEpochDay(),
            Option.apply(now)));
    try {
      OptimisticTransaction txn = log.startTransaction(Option.empty(), Option.apply(snapshot));
      txn.commit(
          JavaConverters.asScalaBuffer(actions).toSeq(),
          new DeltaOperations.Write(
              SaveMode.Overwrite,
              Option.empty(),
              Option.apply(predicate(dates)),
              Option.apply(remark)));
    } catch (Exception e) { // Scala declares none of what it throws
      throw DeltaFailures.of(layout.path(warehouse), e);
    }
  }

  private String predicate(Collection<LocalDate> dates) {
    return dates.stream()
        .map(date -> "DATE '" + date + "'")
        .collect(Collectors.joining(", ", layout.partitionColumn() + " IN (", ")"));
  }

  private List<AddFile> filesOf(Collection<LocalDate> dates) {
    return dates.stream().flatMap(date -> files.get(date).stream()).toList();
  }

  private SortedMap<LocalDate, List<AddFile>> byDate(Collection<AddFile> all) {
    SortedMap<LocalDate, List<AddFile>> dates = new TreeMap<>();
    for (AddFile file : all) {
      Map<String, String> values = JavaConverters.mapAsJavaMap(file.partitionValues());
      String date = values.get(layout.partitionColumn());
      if (date != null) {
        dates.computeIfAbsent(LocalDate.parse(date), day -> new ArrayList<>()).add(file);
      }
    }
    return dates;
  }
}
