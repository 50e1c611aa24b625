package io.footfall.runtime.delta;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.offsets.core.RecordedOffsets;
import io.footfall.offsets.core.TxnIds;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.SetTransaction;
import scala.collection.JavaConverters;

/** Reads the offset entries among a snapshot's {@code txn} actions. */
final class RecordedTxns {

  private RecordedTxns() {}

  static RecordedOffsets of(Snapshot snapshot, TxnIds ids, int sourceEpoch) {
    Map<KafkaPartition, Long> firsts = new TreeMap<>();
    Map<KafkaPartition, Long> ends = new TreeMap<>();
    for (SetTransaction txn : JavaConverters.seqAsJavaList(snapshot.setTransactions())) {
      ids.parse(txn.appId())
          .filter(entry -> entry.sourceEpoch() == sourceEpoch)
          .ifPresent(
              entry -> (entry.first() ? firsts : ends).put(entry.partition(), txn.version()));
    }
    Map<KafkaPartition, OffsetRange> ranges = new TreeMap<>();
    ends.forEach(
        (partition, end) ->
            ranges.put(partition, new OffsetRange(firsts.getOrDefault(partition, 0L), end)));
    return new RecordedOffsets(sourceEpoch, ranges);
  }
}
