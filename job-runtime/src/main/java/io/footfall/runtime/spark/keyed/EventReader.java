package io.footfall.runtime.spark.keyed;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.runtime.core.keyed.EventPacker;
import io.footfall.runtime.core.keyed.Origin;
import io.footfall.runtime.spark.KafkaSource;
import io.footfall.schema.core.codec.EventCodec;
import io.footfall.schema.core.event.BehaviorEvent;
import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads records through Spark's reader and lets the valid events through, packed. One thread. */
final class EventReader implements PartitionReader<InternalRow> {
  /** What Kafka gives for a record without a timestamp: -1 ms. */
  private static final long NO_TIMESTAMP = -1_000L;

  private final PartitionReader<InternalRow> kafka;
  private final EventCodec codec;
  private final EventPacker packer;
  private final long batchMicros;
  private final LatestTime latest;
  private final SpecificInternalRow row = new SpecificInternalRow(KeyedSource.SCHEMA);
  private KafkaPartition partition;

  EventReader(
      PartitionReader<InternalRow> kafka,
      EventCodec codec,
      EventPacker packer,
      long batchMillis,
      LatestTime latest) {
    this.kafka = kafka;
    this.codec = codec;
    this.packer = packer;
    this.batchMicros = batchMillis * 1_000;
    this.latest = latest;
  }

  @Override
  public boolean next() throws IOException {
    while (kafka.next()) {
      if (accept(kafka.get())) {
        return true;
      }
    }
    return false;
  }

  private boolean accept(InternalRow raw) {
    long timestamp = raw.getLong(KafkaSource.TIMESTAMP);
    long micros = timestamp == NO_TIMESTAMP ? batchMicros : timestamp;
    byte[] value = raw.isNullAt(KafkaSource.VALUE) ? null : raw.getBinary(KafkaSource.VALUE);
    if (!(codec.parse(value, micros / 1_000) instanceof BehaviorEvent event)) {
      return false; // ingest quarantines it
    }
    if (partition == null) { // a reader has one
      partition =
          new KafkaPartition(
              raw.getUTF8String(KafkaSource.TOPIC).toString(), raw.getInt(KafkaSource.PARTITION));
      row.setInt(KeyedSource.PARTITION, partition.number());
    }
    long offset = raw.getLong(KafkaSource.OFFSET);
    row.update(KeyedSource.USER_ID, UTF8String.fromString(event.userId()));
    row.setLong(KeyedSource.EVENT_TIME, event.eventTimeMicros());
    latest.take(event.eventTimeMicros());
    row.update(KeyedSource.PACKED, packer.pack(event, new Origin(partition, offset, micros)));
    row.setLong(KeyedSource.OFFSET, offset);
    return true;
  }

  @Override
  public InternalRow get() {
    return row;
  }

  @Override
  public CustomTaskMetric[] currentMetricsValues() {
    return kafka.currentMetricsValues();
  }

  @Override
  public void close() throws IOException {
    kafka.close();
  }
}
