package io.footfall.runtime.spark.keyed;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.runtime.core.keyed.EventPacker;
import io.footfall.runtime.core.keyed.Origin;
import io.footfall.schema.core.event.BehaviorEvent;
import io.footfall.schema.core.event.Micros;
import java.sql.Timestamp;
import java.util.Map;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** A row of {@code events} to one of {@link KeyedSource}. */
record StoredEvent(EventPacker packer) implements MapFunction<Row, Row> {

  @Override
  public Row call(Row row) {
    Timestamp time = row.getAs("event_time");
    Map<String, String> properties = row.getJavaMap(row.fieldIndex("properties"));
    BehaviorEvent event =
        new BehaviorEvent(
            row.getAs("event_id"),
            row.getAs("user_id"),
            row.getAs("event_type"),
            micros(time),
            row.getAs("item_id"),
            row.getAs("category"),
            row.getAs("page"),
            row.getAs("channel"),
            row.getAs("device"),
            row.getAs("campaign"),
            row.getAs("amount"),
            row.getAs("currency"),
            properties == null ? Map.of() : properties);
    KafkaPartition partition =
        new KafkaPartition(row.getAs("kafka_topic"), row.<Integer>getAs("kafka_partition"));
    long offset = row.<Long>getAs("kafka_offset");
    Origin origin = new Origin(partition, offset, micros(row.getAs("kafka_timestamp")));
    return RowFactory.create(
        event.userId(), time, packer.pack(event, origin), partition.number(), offset);
  }

  private static long micros(Timestamp time) {
    return Micros.of(time.toInstant());
  }
}
