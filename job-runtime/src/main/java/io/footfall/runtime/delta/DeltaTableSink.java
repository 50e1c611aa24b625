package io.footfall.runtime.delta;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.offsets.core.RecordedOffsets;
import io.footfall.offsets.core.TopicIdentity;
import io.footfall.offsets.core.TxnIds;
import io.footfall.runtime.core.Batch;
import io.footfall.runtime.core.CareSchedule;
import io.footfall.runtime.core.DataFile;
import io.footfall.runtime.core.RuntimeErrors;
import io.footfall.runtime.core.TableRecord;
import io.footfall.runtime.core.TableSink;
import io.footfall.schema.spark.TableLayout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.SetTransaction;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.immutable.Map$;
import scala.collection.mutable.ArrayBuffer;

/**
 * A Delta table under the exactly-once protocol. The one place that touches Delta's internals: a
 * commit starts from the snapshot of the last one, so that nothing is listed or replayed, and it
 * declares the offset entries as read, so that Delta itself lets only one of two drivers through.
 */
public final class DeltaTableSink implements TableSink {
  private final TxnIds ids;
  private final TableLayout layout;
  private final DeltaLog log;
  private RecordedOffsets recorded;
  private final Map<String, Long> marks;

  /** What the next commit has to record of the topic. */
  private Optional<TopicIdentity> unrecordedIdentity = Optional.empty();

  private final boolean identified;
  private final StructType schema;

  /** The newest version known to hold nobody else's offsets. */
  private long committed;

  private long retries;

  private DeltaTableSink(TxnIds ids, TableLayout layout, DeltaLog log, int sourceEpoch) {
    this.ids = ids;
    this.layout = layout;
    this.log = log;
    Snapshot snapshot = log.unsafeVolatileSnapshot(); // read a moment ago
    RecordedTxns txns = RecordedTxns.of(snapshot, ids, sourceEpoch);
    this.recorded = txns.offsets();
    this.marks = new HashMap<>(txns.marks());
    this.schema = snapshot.schema();
    this.identified = txns.identity().isPresent();
    this.committed = snapshot.version();
  }

  /** Opens the table, making it when it is not there. */
  public static DeltaTableSink open(
      SparkSession spark, String warehouse, TableLayout layout, TxnIds ids, int sourceEpoch) {
    DeltaLog log =
        DeltaTables.open(spark, warehouse, layout)
            .orElseGet(() -> DeltaTables.create(spark, warehouse, layout));
    return new DeltaTableSink(ids, layout, log, sourceEpoch);
  }

  /**
   * Opens a table that is committed before the authority.
   *
   * @param authority what the authority has recorded: where it accounts for an offset, the table
   *     must be there, since one made anew would lack what this one had
   */
  public static DeltaTableSink openFollower(
      SparkSession spark,
      String warehouse,
      TableLayout layout,
      TxnIds ids,
      RecordedOffsets authority) {
    if (authority.partitions().values().stream().allMatch(OffsetRange::isEmpty)) {
      return open(spark, warehouse, layout, ids, authority.sourceEpoch());
    }
    DeltaLog log =
        DeltaTables.open(spark, warehouse, layout)
            .orElseThrow(() -> RuntimeErrors.tableRemoved(layout.path(warehouse)));
    return new DeltaTableSink(ids, layout, log, authority.sourceEpoch());
  }

  @Override
  public String table() {
    return layout.name();
  }

  @Override
  public RecordedOffsets recorded() {
    return recorded;
  }

  @Override
  public OptionalLong recordedBasis() {
    return mark(TxnIds.BASIS);
  }

  @Override
  public OptionalLong mark(String name) {
    return marks.containsKey(name) ? OptionalLong.of(marks.get(name)) : OptionalLong.empty();
  }

  @Override
  public long retries() {
    return retries;
  }

  @Override
  public void identify(TopicIdentity identity) {
    if (!identified) {
      unrecordedIdentity = Optional.of(identity);
    }
  }

  @Override
  public void commit(Batch batch, Map<KafkaPartition, OffsetRange> advance, List<DataFile> files) {
    commit(batch, advance, files, RecordedOffsets.none(recorded.sourceEpoch()));
  }

  /**
   * Records offsets without rows, because a person said so. A driver that still works on {@code
   * earlier} is fenced, as by a second driver.
   *
   * @param earlier what this table has recorded of an earlier epoch, or of this one
   */
  public void move(Batch batch, Map<KafkaPartition, OffsetRange> advance, RecordedOffsets earlier) {
    commit(batch, advance, List.of(), earlier);
  }

  private void commit(
      Batch batch,
      Map<KafkaPartition, OffsetRange> advance,
      List<DataFile> files,
      RecordedOffsets earlier) {
    RecordedOffsets after = recorded.advancedBy(advance);
    Map<String, Long> changed = new TreeMap<>(batch.marks());
    changed.put(TxnIds.BASIS, batch.basis());
    changed.put(batch.queryId(), batch.id());
    changed.entrySet().removeIf(mark -> mark.getValue().equals(marks.get(mark.getKey())));
    List<Action> actions = new ArrayList<>();
    changed.forEach((name, value) -> actions.add(setTransaction(ids.mark(name), value)));
    unrecordedIdentity.ifPresent(
        identity -> actions.add(setTransaction(ids.identity(after.sourceEpoch(), identity), 1)));
    OptimisticTransaction txn = start(newest());
    advance.keySet().forEach(partition -> record(partition, after, txn.readTxn(), actions));
    fence(earlier, txn.readTxn(), actions);
    files.forEach(file -> actions.add(addFile(file)));
    long version = commit(txn, actions, batch);
    retries += version - committed - 1; // Delta steps over what maintenance has committed
    recorded = after;
    marks.putAll(changed);
    unrecordedIdentity = Optional.empty();
    long before = committed;
    committed = version;
    if (version > before + 1) {
      requireRows(log.unsafeVolatileSnapshot(), before, version);
    }
  }

  /**
   * The newest snapshot that this process knows, without listing the log: our last commit's, or one
   * that maintenance has put in its place since. Delta checks what others commit behind it; what
   * others committed up to it is checked here.
   */
  private Snapshot newest() {
    Snapshot newest = log.unsafeVolatileSnapshot();
    if (newest.version() != committed) {
      RecordedTxns there = RecordedTxns.of(newest, ids, recorded.sourceEpoch());
      if (!there.offsets().equals(recorded) || !there.marks().equals(marks)) {
        throw RuntimeErrors.fenced(table(), null);
      }
      requireRows(newest, committed, newest.version());
      committed = newest.version();
    }
    return newest;
  }

  private OptimisticTransaction start(Snapshot newest) {
    try {
      Snapshot snapshot =
          Snapshots.onNewestCheckpoint(log, newest, CareSchedule.CHECKPOINT_COMMITS);
      return log.startTransaction(Option.empty(), Option.apply(snapshot));
    } catch (IOException e) {
      throw DeltaFailures.of(log.dataPath().toUri().getPath(), e);
    }
  }

  /** What a foreign schema does to rows is found out, and said better, by the commit itself. */
  private void requireRows(Snapshot newest, long after, long upTo) {
    if (newest.schema().equals(schema)) {
      new ForeignCommits(log, ids).requireNothingRemoved(after, upTo);
    }
  }

  private void record(
      KafkaPartition partition,
      RecordedOffsets after,
      ArrayBuffer<String> read,
      List<Action> actions) {
    String end = ids.end(after.sourceEpoch(), partition);
    OffsetRange range = after.partitions().get(partition);
    read.$plus$eq(end);
    actions.add(setTransaction(end, range.until()));
    if (recorded.of(partition).isEmpty()) {
      actions.add(setTransaction(ids.first(after.sourceEpoch(), partition), range.from()));
    }
  }

  /** Writes again what stands there: who has read it conflicts with this commit. */
  private void fence(RecordedOffsets earlier, ArrayBuffer<String> read, List<Action> actions) {
    if (earlier.sourceEpoch() != recorded.sourceEpoch()) {
      earlier
          .partitions()
          .forEach(
              (partition, range) -> {
                String end = ids.end(earlier.sourceEpoch(), partition);
                read.$plus$eq(end);
                actions.add(setTransaction(end, range.until()));
              });
    }
  }

  private long commit(OptimisticTransaction txn, List<Action> actions, Batch batch) {
    try {
      DeltaTables.requireEntry(log, committed);
      return txn.commit(
          JavaConverters.asScalaBuffer(actions).toSeq(),
          new DeltaOperations.StreamingUpdate(
              OutputMode.Append(), batch.queryId(), batch.id(), Option.empty()));
    } catch (io.delta.exceptions.ConcurrentTransactionException e) {
      throw RuntimeErrors.fenced(table(), e);
    } catch (Exception e) { // Scala declares none of what it throws
      throw DeltaFailures.of(log.dataPath().toUri().getPath(), e);
    }
  }

  private static SetTransaction setTransaction(String appId, long version) {
    return new SetTransaction(appId, version, Option.apply(System.currentTimeMillis()));
  }

  private AddFile addFile(DataFile file) {
    scala.collection.immutable.Map<String, String> none = Map$.MODULE$.empty();
    return new AddFile(
        file.path(),
        none.updated(layout.partitionColumn(), file.partitionValue()),
        file.bytes(),
        file.modifiedMillis(),
        true,
        file.stats(),
        none,
        null,
        Option.empty(),
        Option.empty(),
        Option.empty());
  }

  /** What a table has recorded, for one that only looks; empty when there is no table. */
  public static Optional<RecordedOffsets> recordedIn(
      SparkSession spark, String warehouse, TableLayout layout, TxnIds ids, int sourceEpoch) {
    return DeltaTables.open(spark, warehouse, layout)
        .map(log -> RecordedTxns.of(log.unsafeVolatileSnapshot(), ids, sourceEpoch).offsets());
  }

  /** A number that the table's commits record, for one that only looks; empty when none has. */
  public static OptionalLong markIn(
      SparkSession spark, String warehouse, TableLayout layout, TxnIds ids, String name) {
    return DeltaTables.open(spark, warehouse, layout)
        .map(log -> RecordedTxns.of(log.unsafeVolatileSnapshot(), ids, 0).marks().get(name))
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  /** What a table has recorded of its latest source epoch, for one that only looks. */
  public static TableRecord look(
      SparkSession spark, String warehouse, TableLayout layout, TxnIds ids) {
    return DeltaTables.open(spark, warehouse, layout)
        .map(log -> RecordedTxns.latest(log.unsafeVolatileSnapshot(), ids))
        .map(txns -> new TableRecord(txns.offsets(), txns.identity()))
        .orElse(TableRecord.none());
  }

  /**
   * Makes sure that nobody has taken rows away whose offsets stay recorded.
   *
   * @throws io.footfall.schema.core.error.FootfallException when somebody has
   */
  public static void requireRows(
      SparkSession spark, String warehouse, TableLayout layout, TxnIds ids) {
    DeltaTables.open(spark, warehouse, layout)
        .ifPresent(log -> new ForeignCommits(log, ids).requireNothingRemovedLately());
  }
}
