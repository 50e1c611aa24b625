package io.footfall.funnel.core.definition;

import io.footfall.schema.core.codec.Projection;
import io.footfall.schema.core.event.Field;
import io.footfall.schema.core.funnel.Condition;
import io.footfall.schema.core.funnel.EventFilter;
import io.footfall.schema.core.funnel.FunnelDefinition;
import io.footfall.schema.core.funnel.FunnelField;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The funnels of one run. Immutable. */
public final class Funnels implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<ActiveFunnel> all;
  private final Map<Integer, ActiveFunnel> byId = new HashMap<>();
  private final boolean heedOtherEvents;

  Funnels(List<ActiveFunnel> all) {
    this.all = List.copyOf(all);
    all.forEach(funnel -> byId.put(funnel.id(), funnel));
    this.heedOtherEvents =
        all.stream().anyMatch(funnel -> funnel.definition().mode().heedsOtherEvents());
  }

  /** No funnel. */
  public static Funnels none() {
    return new Funnels(List.of());
  }

  /** False when an event of this time is too young for every cohort that they count. */
  public boolean mayHaveCounted(long micros) {
    for (ActiveFunnel funnel : all) {
      if (micros < funnel.untilMicros() + funnel.shape().windowMicros()) {
        return true;
      }
    }
    return false;
  }

  public List<ActiveFunnel> all() {
    return all;
  }

  /** Null for one that is finished. */
  public ActiveFunnel get(int id) {
    return byId.get(id);
  }

  /** True when one of them has a mode in which events that match nothing matter. */
  public boolean heedOtherEvents() {
    return heedOtherEvents;
  }

  /** The definition of this hash that counts the cohort; null for none. */
  public ActiveFunnel counting(String hash, long cohort) {
    for (ActiveFunnel funnel : all) {
      if (funnel.hash().equals(hash) && funnel.counts(cohort)) {
        return funnel;
      }
    }
    return null;
  }

  /** These funnels, counting no cohort that starts before the time. */
  public Funnels notBefore(long micros) {
    return new Funnels(all.stream().map(funnel -> funnel.notBefore(micros)).toList());
  }

  /**
   * The earliest event time on which a cohort depends that is not final.
   *
   * @return {@link Long#MIN_VALUE} before the first watermark
   */
  public long needsFrom(long watermarkMicros) {
    long from = Long.MAX_VALUE;
    for (ActiveFunnel funnel : all) {
      long length = funnel.shape().windowMicros() + funnel.shape().cohortMicros();
      from = Math.min(from, Math.max(watermarkMicros, Long.MIN_VALUE + length) - length);
    }
    return watermarkMicros == Long.MIN_VALUE ? Long.MIN_VALUE : from;
  }

  /** What the codec must materialise for filters, breakdowns and rows. */
  public Projection projection() {
    Set<Field> fields =
        EnumSet.of(
            Field.EVENT_ID,
            Field.USER_ID,
            Field.EVENT_TYPE,
            Field.EVENT_TIME,
            Field.ITEM_ID,
            Field.AMOUNT,
            Field.CURRENCY);
    boolean properties = false;
    for (ActiveFunnel funnel : all) {
      for (FunnelField field : fieldsOf(funnel.definition()).toList()) {
        if (field.field() == null) {
          properties = true;
        } else {
          fields.add(field.field());
        }
      }
    }
    return new Projection(fields, properties);
  }

  private static Stream<FunnelField> fieldsOf(FunnelDefinition funnel) {
    Stream<EventFilter> filters =
        Stream.concat(
            funnel.steps().stream().map(step -> step.filter()),
            funnel.exclusions().stream().map(exclusion -> exclusion.filter()));
    return Stream.concat(
        funnel.breakdown().stream(),
        filters.flatMap(filter -> filter.where().stream()).map(Condition::field));
  }
}
