package io.footfall.runtime.spark.keyed;

import io.footfall.runtime.core.keyed.EventPacker;
import io.footfall.schema.core.codec.EventCodec;
import io.footfall.schema.core.codec.Projection;
import io.footfall.schema.core.event.Field;
import io.footfall.schema.core.mapping.MappingSpec;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;

/**
 * Makes the readers of one batch; travels to the executors.
 *
 * @param kafka makes Spark's own readers
 * @param batchMillis stands in for the timestamp of a record that has none
 * @param latest hears of every event
 */
record EventReaderFactory(
    PartitionReaderFactory kafka,
    MappingSpec mapping,
    EventPacker packer,
    long batchMillis,
    LatestTime latest)
    implements PartitionReaderFactory {

  /** For a batch that Spark has planned. */
  static EventReaderFactory of(PartitionReaderFactory kafka, KeyedInput input, long batch)
      throws IOException {
    return new EventReaderFactory(
        kafka,
        input.mappings().of(batch, input.recorded().get()),
        input.packer(),
        input.log().timestamp(batch).toEpochMilli(),
        input.latest());
  }

  /** For reading what was read before, with the mapping that is in force now. */
  static EventReaderFactory ofLatest(PartitionReaderFactory kafka, KeyedInput input) {
    return new EventReaderFactory(
        kafka,
        input.mappings().entries().lastEntry().getValue(),
        input.packer(),
        input.clock().millis(),
        input.latest());
  }

  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    return new EventReader(
        kafka.createReader(partition),
        EventCodec.of(mapping, projection()),
        packer,
        batchMillis,
        latest);
  }

  private Projection projection() {
    Set<Field> fields = EnumSet.of(Field.USER_ID);
    fields.addAll(packer.projection().fields());
    return new Projection(fields, packer.projection().properties());
  }
}
