package io.footfall.funnel.spark;

import io.footfall.funnel.core.definition.ActiveFunnel;
import io.footfall.funnel.core.definition.Funnels;
import io.footfall.funnel.core.state.ArrivedEvent;
import io.footfall.funnel.core.state.CohortResult;
import io.footfall.funnel.core.state.FunnelEvent;
import io.footfall.funnel.core.state.FunnelRow;
import io.footfall.schema.core.funnel.FunnelField;
import java.math.BigDecimal;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/** Spark's internal rows, in the column order of {@code Tables} less the partition column. */
final class FunnelRows {
  static final String UPDATE = "UPDATE";
  static final String ABANDONED = "ABANDONED";

  private static final int AMOUNT_SCALE = 4;

  private final Funnels funnels;
  private final int generation;
  private final int sourceEpoch;
  private final UTF8String topic;

  FunnelRows(Funnels funnels, int generation, int sourceEpoch, String topic) {
    this.funnels = funnels;
    this.generation = generation;
    this.sourceEpoch = sourceEpoch;
    this.topic = text(topic);
  }

  InternalRow update(String user, FunnelRow.Update row) {
    return row(
        user,
        row.result(),
        UPDATE,
        row.sign(),
        null,
        null,
        null,
        null,
        row.kafkaMicros(),
        row.watermarkMicros(),
        row.nowMicros());
  }

  InternalRow abandoned(String user, FunnelRow.Abandoned row) {
    return abandoned(user, row, 0);
  }

  /**
   * @param sign -1 takes such a row back
   */
  InternalRow abandoned(String user, FunnelRow.Abandoned row, int sign) {
    return row(
        user,
        row.result(),
        ABANDONED,
        sign,
        row.itemId(),
        row.amount(),
        row.currency(),
        row.reason(),
        Long.MIN_VALUE,
        row.watermarkMicros(),
        row.nowMicros());
  }

  private InternalRow row(
      String user,
      CohortResult result,
      String kind,
      int sign,
      String item,
      BigDecimal amount,
      String currency,
      String reason,
      long kafkaMicros,
      long watermarkMicros,
      long nowMicros) {
    ActiveFunnel funnel = funnels.get(result.funnel());
    return values(
        text(funnel.name()),
        text(funnel.hash()),
        text(user),
        result.cohort(),
        text(kind),
        sign,
        result.level(),
        new GenericArrayData(result.times()),
        breakdown(funnel, result.breakdown()),
        result.capped(),
        text(funnel.definition().steps().get(result.level() - 1).name()),
        text(item),
        decimal(amount),
        text(currency),
        text(reason),
        generation,
        known(kafkaMicros),
        known(watermarkMicros),
        nowMicros);
  }

  InternalRow late(String user, FunnelRow.Late row) {
    ArrivedEvent from = row.event();
    FunnelEvent event = from.event();
    return values(
        text(event.id().toString()),
        text(user),
        text(from.type()),
        event.micros(),
        sourceEpoch,
        topic,
        from.partition(),
        from.offset(),
        from.kafkaMicros(),
        row.nowMicros(),
        known(row.watermarkMicros()));
  }

  private static ArrayBasedMapData breakdown(ActiveFunnel funnel, List<String> values) {
    List<FunnelField> fields = funnel.definition().breakdown();
    Object[] keys = fields.stream().map(field -> text(field.name())).toArray();
    Object[] texts = values.stream().map(FunnelRows::text).toArray();
    return new ArrayBasedMapData(new GenericArrayData(keys), new GenericArrayData(texts));
  }

  private static InternalRow values(Object... values) {
    return new GenericInternalRow(values);
  }

  private static Long known(long micros) {
    return micros == Long.MIN_VALUE ? null : (Long) micros;
  }

  private static UTF8String text(String value) {
    return UTF8String.fromString(value);
  }

  private static Decimal decimal(BigDecimal value) {
    return value == null
        ? null
        : Decimal.createUnsafe(
            value.setScale(AMOUNT_SCALE).unscaledValue().longValueExact(), 18, AMOUNT_SCALE);
  }
}
