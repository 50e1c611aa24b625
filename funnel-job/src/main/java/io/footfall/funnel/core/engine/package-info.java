/**
 * What chain a user made of a cohort: pure algorithms over columns of times and step masks. The
 * meaning of each mode is written in {@code docs/funnels.md}.
 */
package io.footfall.funnel.core.engine;
