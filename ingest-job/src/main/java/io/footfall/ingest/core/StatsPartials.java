package io.footfall.ingest.core;

import io.footfall.schema.core.event.BehaviorEvent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;

/**
 * Additive counts of the events of one task: by minute of event time, type, channel and currency.
 */
public final class StatsPartials {
  /** Spark's own default, so that its HLL functions merge ours with theirs. */
  private static final int LOG_K = 12;

  private static final long MINUTE_MICROS = 60_000_000L;

  private final Map<Key, Partial> partials = new LinkedHashMap<>();

  /** One count. */
  public void add(BehaviorEvent event) {
    long minute = Math.floorDiv(event.eventTimeMicros(), MINUTE_MICROS) * MINUTE_MICROS;
    partials
        .computeIfAbsent(
            new Key(minute, event.eventType(), event.channel(), event.currency()),
            key -> new Partial())
        .add(event);
  }

  /** How many keys there are: what bounds the memory used. */
  public int size() {
    return partials.size();
  }

  /** Hands over what was counted and starts anew. */
  public Map<Key, Partial> drain() {
    Map<Key, Partial> drained = new LinkedHashMap<>(partials);
    partials.clear();
    return drained;
  }

  /**
   * What is counted together.
   *
   * @param minuteMicros start of the minute, microseconds since the epoch
   * @param channel null when the events have none
   * @param currency null when the events have none
   */
  public record Key(long minuteMicros, String eventType, String channel, String currency) {}

  /** The counts of one key. */
  public static final class Partial {
    private final HllSketch users = new HllSketch(LOG_K, TgtHllType.HLL_8);
    private long events;
    private BigDecimal amount;

    private void add(BehaviorEvent event) {
      events++;
      users.update(event.userId().getBytes(StandardCharsets.UTF_8));
      if (event.amount() != null) {
        amount = amount == null ? event.amount() : amount.add(event.amount());
      }
    }

    public long events() {
      return events;
    }

    /** Null when no event had an amount. */
    public BigDecimal amount() {
      return amount;
    }

    /** Apache DataSketches' updatable form, as Spark's {@code hll_sketch_agg} makes it. */
    public byte[] users() {
      return users.toUpdatableByteArray();
    }
  }
}
