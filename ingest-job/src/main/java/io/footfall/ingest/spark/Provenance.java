package io.footfall.ingest.spark;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.runtime.spark.KafkaSource;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Where a record came from.
 *
 * @param timestampMicros the record's timestamp, or the batch's where the record has none
 * @param batchMicros the batch's timestamp, the same when it is run again
 */
record Provenance(KafkaPartition partition, long offset, long timestampMicros, long batchMicros) {
  /** What Kafka gives for a record without a timestamp: -1 ms. */
  private static final long NO_TIMESTAMP = -1000L;

  /** Reads; the given partition itself when the row is of the same. */
  static Provenance of(InternalRow row, KafkaPartition previous) {
    int number = row.getInt(KafkaSource.PARTITION);
    UTF8String topic = row.getUTF8String(KafkaSource.TOPIC);
    long batch = row.getLong(KafkaSource.BATCH_TIME);
    long timestamp = row.getLong(KafkaSource.TIMESTAMP);
    boolean same =
        number == previous.number() && topic.equals(UTF8String.fromString(previous.topic()));
    return new Provenance(
        same ? previous : new KafkaPartition(topic.toString(), number),
        row.getLong(KafkaSource.OFFSET),
        timestamp == NO_TIMESTAMP ? batch : timestamp,
        batch);
  }
}
