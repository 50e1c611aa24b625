/**
 * What checks the engine: every chain tried, one after the other, by the words of the definition.
 * Shares no code with it but the shape of a funnel. Exponential.
 */
package io.footfall.funnel.core.reference;
