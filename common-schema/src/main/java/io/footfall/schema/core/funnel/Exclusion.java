package io.footfall.schema.core.funnel;

import java.io.Serializable;

/**
 * Events that must not lie strictly between the events chosen for two steps.
 *
 * @param after number of the earlier step, from 1
 * @param before number of the later step
 */
public record Exclusion(EventFilter filter, int after, int before) implements Serializable {}
