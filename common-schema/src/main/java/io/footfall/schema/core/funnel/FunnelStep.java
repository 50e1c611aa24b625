package io.footfall.schema.core.funnel;

import java.io.Serializable;

/**
 * A step of a funnel.
 *
 * @param name unique in its funnel
 */
public record FunnelStep(String name, EventFilter filter) implements Serializable {}
