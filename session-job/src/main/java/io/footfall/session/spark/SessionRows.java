package io.footfall.session.spark;

import io.footfall.session.core.LateEvent;
import io.footfall.session.core.SessionUpdate;
import io.footfall.session.core.SessionUpdate.Status;
import io.footfall.session.core.Tally;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/** Spark's internal rows, in the column order of {@code Tables} less the partition column. */
final class SessionRows {
  private static final int AMOUNT_SCALE = 4;
  private static final UTF8String MAX_DURATION = UTF8String.fromString("MAX_DURATION");
  private static final Map<Status, UTF8String> STATUSES = statuses();

  private final int generation;
  private final int sourceEpoch;
  private final UTF8String topic;

  SessionRows(int generation, int sourceEpoch, String topic) {
    this.generation = generation;
    this.sourceEpoch = sourceEpoch;
    this.topic = UTF8String.fromString(topic);
  }

  InternalRow update(SessionUpdate row) {
    boolean merged = row.status() == Status.MERGED;
    return row(
        id(row.sessionId()),
        text(row.user()),
        generation,
        row.revision(),
        STATUSES.get(row.status()),
        row.isFinal(),
        id(row.mergedInto()),
        row.split() ? MAX_DURATION : null,
        row.startMicros(),
        merged ? null : row.endMicros(),
        merged ? null : row.endMicros() - row.startMicros(),
        merged ? null : row.events(),
        merged ? null : counts(row.types()),
        text(row.firstPage()),
        text(row.lastPage()),
        merged ? null : sums(row.ordered()),
        merged ? null : sums(row.paid()),
        text(row.channel()),
        text(row.device()),
        text(row.campaign()),
        merged ? null : row.duplicates(),
        merged ? null : row.conflicts(),
        merged ? null : row.isBot(),
        merged ? null : row.isBounce(),
        row.capped(),
        row.truncated(),
        sourceEpoch,
        row.kafkaMicros(),
        watermark(row.watermarkMicros()),
        row.nowMicros());
  }

  InternalRow late(LateEvent row) {
    return row(
        text(row.eventId()),
        text(row.user()),
        text(row.eventType()),
        row.eventMicros(),
        sourceEpoch,
        topic,
        row.partition(),
        row.offset(),
        row.kafkaMicros(),
        row.nowMicros(),
        watermark(row.watermarkMicros()));
  }

  private static Map<Status, UTF8String> statuses() {
    Map<Status, UTF8String> names = new EnumMap<>(Status.class);
    for (Status status : Status.values()) {
      names.put(status, UTF8String.fromString(status.name()));
    }
    return names;
  }

  private static Object watermark(long micros) {
    return micros == Long.MIN_VALUE ? null : micros;
  }

  private static InternalRow row(Object... values) {
    return new GenericInternalRow(values);
  }

  private static UTF8String id(byte[] bytes) {
    return bytes == null ? null : UTF8String.fromString(HexFormat.of().formatHex(bytes));
  }

  private static UTF8String text(byte[] utf8) {
    return UTF8String.fromBytes(utf8);
  }

  private static ArrayBasedMapData counts(Tally tally) {
    Object[] counts = new Object[tally.size()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = tally.sum(i).longValueExact();
    }
    return map(tally, counts);
  }

  private static ArrayBasedMapData sums(Tally tally) {
    Object[] sums = new Object[tally.size()];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = Decimal.apply(new BigDecimal(tally.sum(i), AMOUNT_SCALE), 38, AMOUNT_SCALE);
    }
    return map(tally, sums);
  }

  private static ArrayBasedMapData map(Tally tally, Object[] values) {
    Object[] names = new Object[tally.size()];
    for (int i = 0; i < names.length; i++) {
      names[i] = text(tally.name(i));
    }
    return new ArrayBasedMapData(new GenericArrayData(names), new GenericArrayData(values));
  }
}
