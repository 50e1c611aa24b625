package io.footfall.runtime.delta;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.offsets.core.RecordedOffsets;
import io.footfall.offsets.core.TxnIds;
import java.util.Collection;
import java.util.Map;
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
 * What a snapshot's {@code txn} actions say of one table.
 *
 * @param marks what stands there beside the offsets, by name: the numbers of the last commits, and
 *     under each query's id its last batch
 */
record RecordedTxns(RecordedOffsets offsets, Map<String, Long> marks) {

  static RecordedTxns of(Snapshot snapshot, TxnIds ids, int sourceEpoch) {
    Map<KafkaPartition, Long> firsts = new TreeMap<>();
    Map<KafkaPartition, Long> ends = new TreeMap<>();
    Map<String, Long> marks = new TreeMap<>();
    for (SetTransaction txn : transactions(snapshot)) {
      ids.markOf(txn.appId()).ifPresent(name -> marks.put(name, txn.version()));
      ids.parse(txn.appId())
          .filter(entry -> entry.sourceEpoch() == sourceEpoch)
          .ifPresent(
              entry -> (entry.first() ? firsts : ends).put(entry.partition(), txn.version()));
    }
    Map<KafkaPartition, OffsetRange> ranges = new TreeMap<>();
    ends.forEach(
        (partition, end) ->
            ranges.put(partition, new OffsetRange(firsts.getOrDefault(partition, 0L), end)));
    return new RecordedTxns(new RecordedOffsets(sourceEpoch, ranges), marks);
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
