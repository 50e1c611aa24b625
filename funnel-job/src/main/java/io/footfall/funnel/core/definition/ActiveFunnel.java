package io.footfall.funnel.core.definition;

import io.footfall.funnel.core.engine.Shape;
import io.footfall.schema.core.funnel.FunnelDefinition;
import java.io.Serializable;

/**
 * A definition and the cohorts that it counts: those that start in {@code [fromMicros,
 * untilMicros)}.
 *
 * @param id stands for it in state; never given to another in the same pipeline
 * @param fromMicros {@link Long#MIN_VALUE} for no bound
 * @param untilMicros {@link Long#MAX_VALUE} as long as it is configured
 */
public record ActiveFunnel(
    int id,
    FunnelDefinition definition,
    String hash,
    Shape shape,
    long fromMicros,
    long untilMicros)
    implements Serializable {

  static ActiveFunnel of(int id, FunnelDefinition definition, long from, long until) {
    return new ActiveFunnel(id, definition, definition.hash(), Shape.of(definition), from, until);
  }

  ActiveFunnel until(long micros) {
    return new ActiveFunnel(id, definition, hash, shape, fromMicros, micros);
  }

  /** This funnel, counting no cohort that starts before the time. */
  ActiveFunnel notBefore(long micros) {
    return micros <= fromMicros
        ? this
        : new ActiveFunnel(id, definition, hash, shape, micros, untilMicros);
  }

  public String name() {
    return definition.name();
  }

  public boolean isConfigured() {
    return untilMicros == Long.MAX_VALUE;
  }

  /** True when it counts the cohort. */
  public boolean counts(long cohort) {
    return cohort >= fromMicros && cohort < untilMicros;
  }

  /** True when no cohort that it counts can change any more. */
  public boolean isFinished(long watermarkMicros) {
    return !isConfigured()
        && (untilMicros <= fromMicros
            || watermarkMicros >= shape.finalFrom(shape.cohortOf(untilMicros - 1)));
  }
}
