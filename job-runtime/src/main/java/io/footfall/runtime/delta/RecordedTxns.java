package io.footfall.runtime.delta;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.offsets.core.RecordedOffsets;
import io.footfall.offsets.core.TopicIdentity;
import io.footfall.offsets.core.TxnIds;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.VersionChecksum;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.SetTransaction;
import scala.Option;
import scala.collection.JavaConverters;

/**
 * What a snapshot's {@code txn} actions say of one table and source epoch.
 *
 * @param identity the topic that the epoch's offsets count in
 * @param marks what stands there beside the offsets, by name: the numbers of the last commits, and
 *     under each query's id its last batch
 */
record RecordedTxns(
    RecordedOffsets offsets, Optional<TopicIdentity> identity, Map<String, Long> marks) {

  static RecordedTxns of(Snapshot snapshot, TxnIds ids, int sourceEpoch) {
    return of(transactions(snapshot), ids, sourceEpoch);
  }

  /** Of the latest epoch; 0 where none is recorded. */
  static RecordedTxns latest(Snapshot snapshot, TxnIds ids) {
    Collection<SetTransaction> all = transactions(snapshot);
    OptionalInt latest =
        all.stream()
            .flatMap(txn -> ids.parse(txn.appId()).stream())
            .mapToInt(TxnIds.Parsed::sourceEpoch)
            .max();
    return of(all, ids, latest.orElse(0));
  }

  private static RecordedTxns of(
      Collection<SetTransaction> transactions, TxnIds ids, int sourceEpoch) {
    Map<KafkaPartition, Long> firsts = new TreeMap<>();
    Map<KafkaPartition, Long> ends = new TreeMap<>();
    Optional<TopicIdentity> identity = Optional.empty();
    Map<String, Long> marks = new TreeMap<>();
    for (SetTransaction txn : transactions) {
      ids.markOf(txn.appId()).ifPresent(name -> marks.put(name, txn.version()));
      ids.parse(txn.appId())
          .filter(entry -> entry.sourceEpoch() == sourceEpoch)
          .ifPresent(
              entry -> (entry.first() ? firsts : ends).put(entry.partition(), txn.version()));
      Optional<TopicIdentity> found =
          ids.parseIdentity(txn.appId())
              .filter(entry -> entry.sourceEpoch() == sourceEpoch)
              .map(TxnIds.ParsedIdentity::identity);
      identity = found.isPresent() ? found : identity;
    }
    Map<KafkaPartition, OffsetRange> ranges = new TreeMap<>();
    ends.forEach(
        (partition, end) ->
            ranges.put(partition, new OffsetRange(firsts.getOrDefault(partition, 0L), end)));
    return new RecordedTxns(new RecordedOffsets(sourceEpoch, ranges), identity, marks);
  }

  /** What the newest commit that named this id has recorded under it; empty for none. */
  static OptionalLong version(Snapshot snapshot, String appId) {
    return transactions(snapshot).stream()
        .filter(txn -> txn.appId().equals(appId))
        .mapToLong(SetTransaction::version)
        .findFirst();
  }

  /**
   * Delta replays the whole state, file actions included, to tell these. Where it has a checksum,
   * they stand in it; and while no checkpoint stands for the first entries of the log, reading the
   * entries tells the same at a fraction of the cost.
   */
  private static Collection<SetTransaction> transactions(Snapshot snapshot) {
    Option<VersionChecksum> checksum = snapshot.checksumOpt();
    if (checksum.isDefined() && checksum.get().setTransactions().isDefined()) {
      return JavaConverters.seqAsJavaList(checksum.get().setTransactions().get());
    }
    if (snapshot.checkpointProvider().version() >= 0) {
      return JavaConverters.seqAsJavaList(snapshot.setTransactions());
    }
    DeltaLog log = snapshot.deltaLog();
    Map<String, SetTransaction> newest = new TreeMap<>();
    for (FileStatus entry : JavaConverters.seqAsJavaList(snapshot.logSegment().deltas())) {
      for (String action :
          JavaConverters.seqAsJavaList(
              log.store().read(entry.getPath(), log.newDeltaHadoopConf()))) {
        if (Action.fromJson(action) instanceof SetTransaction txn) {
          newest.put(txn.appId(), txn);
        }
      }
    }
    return newest.values();
  }
}
