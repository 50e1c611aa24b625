package io.footfall.generator.core;

import io.footfall.generator.core.GeneratedRecord.Kind;
import io.footfall.generator.core.GeneratedRecord.Lateness;
import io.footfall.schema.core.event.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Counts what is sent. Other truths are other consumers of the same records. */
public final class TruthCollector implements Consumer<GeneratedRecord> {
  private final Map<Reason, Long> malformed = new EnumMap<>(Reason.class);
  private final Map<String, Long> byType = new TreeMap<>();
  private final Map<String, Map<String, Long>> cents = new TreeMap<>();
  private final BitSet users = new BitSet();
  private long produced;
  private long valid;
  private long duplicates;
  private long late;
  private long tooLate;
  private long firstMillis = Long.MAX_VALUE;
  private long lastMillis = Long.MIN_VALUE;

  @Override
  public void accept(GeneratedRecord record) {
    produced++;
    record.expectedReason().ifPresent(reason -> malformed.merge(reason, 1L, Long::sum));
    record.event().ifPresent(event -> count(event, record));
  }

  private void count(ShopEvent event, GeneratedRecord record) {
    valid++;
    if (record.kind() == Kind.DUPLICATE) {
      duplicates++;
    } else if (record.lateness() == Lateness.LATE) {
      late++;
    }
    if (record.lateness() == Lateness.TOO_LATE) {
      tooLate++;
    }
    byType.merge(event.eventType(), 1L, Long::sum);
    if (event.amountCents() >= 0) {
      cents
          .computeIfAbsent(event.eventType(), type -> new TreeMap<>())
          .merge(event.currency(), event.amountCents(), Math::addExact);
    }
    users.set(event.user());
    firstMillis = Math.min(firstMillis, event.eventTimeMillis());
    lastMillis = Math.max(lastMillis, event.eventTimeMillis());
  }

  /**
   * The truth so far.
   *
   * @param spec what is generated; with a start
   */
  public Truth truth(GeneratorSpec spec) {
    Instant start = spec.start().orElseThrow();
    List<AmountSum> amounts = new ArrayList<>();
    cents.forEach(
        (type, sums) ->
            sums.forEach(
                (currency, sum) ->
                    amounts.add(new AmountSum(type, currency, BigDecimal.valueOf(sum, 2)))));
    return new Truth(
        spec.seed(),
        produced,
        valid,
        malformed,
        duplicates,
        late,
        tooLate,
        byType,
        amounts,
        users.cardinality(),
        start,
        valid == 0 ? start : Instant.ofEpochMilli(firstMillis),
        valid == 0 ? start : Instant.ofEpochMilli(lastMillis));
  }
}
