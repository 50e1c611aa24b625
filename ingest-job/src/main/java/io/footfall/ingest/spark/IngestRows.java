package io.footfall.ingest.spark;

import io.footfall.ingest.core.StatsPartials;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.schema.core.event.BehaviorEvent;
import io.footfall.schema.core.event.Rejection;
import java.math.BigDecimal;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/** Spark's internal rows, in the column order of {@code Tables} less the partition column. */
final class IngestRows {
  private static final int AMOUNT_SCALE = 4;

  private final int sourceEpoch;

  IngestRows(int sourceEpoch) {
    this.sourceEpoch = sourceEpoch;
  }

  InternalRow event(BehaviorEvent event, Provenance from) {
    return row(
        text(event.eventId()),
        text(event.userId()),
        text(event.eventType()),
        event.eventTimeMicros(),
        text(event.itemId()),
        text(event.category()),
        text(event.page()),
        text(event.channel()),
        text(event.device()),
        text(event.campaign()),
        amount(event.amount()),
        text(event.currency()),
        map(event.properties()),
        sourceEpoch,
        text(from.partition().topic()),
        from.partition().number(),
        from.offset(),
        from.timestampMicros(),
        from.batchMicros());
  }

  InternalRow rejection(Rejection rejection, byte[] raw, byte[] key, Provenance from) {
    return row(
        raw,
        key,
        text(rejection.reason().name()),
        text(rejection.field()),
        text(rejection.detail()),
        sourceEpoch,
        text(from.partition().topic()),
        from.partition().number(),
        from.offset(),
        from.timestampMicros(),
        from.batchMicros());
  }

  InternalRow stats(StatsPartials.Key key, StatsPartials.Partial partial, Provenance from) {
    return row(
        key.minuteMicros(),
        text(key.eventType()),
        text(key.channel()),
        text(key.currency()),
        partial.events(),
        partial.amount() == null ? null : Decimal.apply(partial.amount(), 38, AMOUNT_SCALE),
        partial.users(),
        sourceEpoch,
        from.batchMicros());
  }

  InternalRow gap(KafkaPartition partition, OffsetRange range, long batchMicros) {
    return row(
        sourceEpoch,
        text(partition.topic()),
        partition.number(),
        range.from(),
        range.until(),
        batchMicros);
  }

  private static InternalRow row(Object... values) {
    return new GenericInternalRow(values);
  }

  private static UTF8String text(String value) {
    return UTF8String.fromString(value);
  }

  private static Decimal amount(BigDecimal value) {
    return value == null
        ? null
        : Decimal.createUnsafe(
            value.setScale(AMOUNT_SCALE).unscaledValue().longValueExact(), 18, AMOUNT_SCALE);
  }

  private static ArrayBasedMapData map(Map<String, String> properties) {
    Object[] keys = new Object[properties.size()];
    Object[] values = new Object[properties.size()];
    int i = 0;
    for (Map.Entry<String, String> entry : properties.entrySet()) {
      keys[i] = text(entry.getKey());
      values[i++] = text(entry.getValue());
    }
    return new ArrayBasedMapData(new GenericArrayData(keys), new GenericArrayData(values));
  }
}
